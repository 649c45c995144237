using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>How a function gets hold of the request's token.</summary>
/// <param name="Expression">What its body writes to use the token.</param>
/// <param name="Steps">What must be added for that, in this function and in what it overrides; empty when the token is there already.</param>
internal sealed record StreamingSignature(string Expression, IReadOnlyList<FixStep> Steps)
{
    private static readonly string[] Names = ["cancellationToken", "requestAborted", "clientGone"];

    /// <summary>The way in for a request handler; null when its shape is not its own to change.</summary>
    public static StreamingSignature? OfHandler(StreamingScope handler)
    {
        var (function, model) = (handler.Function, handler.Model);
        if (TokenParameter(function, model) is { } token)
        {
            // Several parameters named like that are discards, which no expression can read.
            return token.Name == "_" ? null : new(token.Name, Attributed(token, handler));
        }

        foreach (var parameter in function.Parameters)
        {
            if (PathFrom(parameter.Type, model, inherited: false) is { } path)
            {
                return new(parameter.Name + "." + path, []);
            }
        }

        return Grown(handler) ?? Inherited(function, model);
    }

    /// <summary>A new token parameter for a function that code in this compilation calls; null when it must keep its shape.</summary>
    /// <param name="isOptional">True when some calls will not pass the token.</param>
    public static StreamingSignature? OfCallee(StreamingScope callee, bool isOptional)
    {
        var function = callee.Function;
        if (function.Parameters.LastOrDefault()?.IsParams == true || IsContract(function) || IsTaken(function, callee.Model)
            || ListOf(function) is not { } list)
        {
            return null;
        }

        var name = FreeName(function, callee.Model);
        return new(name,
            [new AddTokenParameter(list.GetLocation(), name, isOptional || HasOptional(function), callee.IsIterator, ImmutableArray<string>.Empty)]);
    }

    /// <summary>The last token parameter that the function has.</summary>
    public static IParameterSymbol? TokenParameter(IMethodSymbol function, ShutdownModel model) =>
        function.Parameters.LastOrDefault(parameter => model.Types.IsCancellationToken(parameter.Type));

    /// <summary>An async iterator's token needs the attribute to be filled by the enumeration.</summary>
    public static IReadOnlyList<FixStep> Attributed(IParameterSymbol token, StreamingScope scope) =>
        scope.IsIterator && token.ContainingSymbol is IMethodSymbol { IsAsync: true } owner
        && !owner.Parameters.Any(static parameter => parameter.IsFilledByEnumeration())
        && token.DeclaringSyntaxReferences is [var reference]
            ? [new LetEnumerationFill(reference.GetSyntax().GetLocation())]
            : [];

    private static StreamingSignature? Grown(StreamingScope handler)
    {
        var (function, model) = (handler.Function, handler.Model);
        if (function.Parameters.LastOrDefault()?.IsParams == true || ListOf(function) is not { } list)
        {
            return null;
        }

        var name = FreeName(function, model);
        if (function.MethodKind == MethodKind.AnonymousFunction)
        {
            return model.Bodies.OperationAt(function.DeclaringSyntaxReferences[0].GetSyntax()) is { } lambda
                && Delegates.HandedOverBy(lambda) is { Parameter.Type.SpecialType: SpecialType.System_Delegate } argument
                && lambda.Ancestors().TakeWhile(outer => outer != argument).All(static outer => outer.IsImplicit)
                    ? new(name, [new AddTokenParameter(list.GetLocation(), name, HasOptional(function), IsEnumerated: false,
                        TypesOf(function, list, model).ToImmutableArray())])
                    : null;
        }

        var uses = MethodUses.Of(function.PartialDefinitionPart ?? function, model);
        if (uses.IsBoundElsewhere || Contracts(function, model) is not { } contracts || contracts.Append(function).Any(grown => IsTaken(grown, model)))
        {
            return null;
        }

        var isOptional = HasOptional(function) || uses.Calls.Count > 0 || contracts.Any(contract => MethodUses.Of(contract, model).Calls.Count > 0);
        var declared = function.PartialDefinitionPart is { } partial ? contracts.Append(partial) : contracts;
        var steps = declared.Append(function)
            .Select(method => new AddTokenParameter(ListOf(method)!.GetLocation(), name, isOptional,
                method.Equals(function, SymbolEqualityComparer.Default) && handler.IsIterator, ImmutableArray<string>.Empty));
        return new(name, steps.ToList());
    }

    // An overload has the shape already that the function would get.
    private static bool IsTaken(IMethodSymbol function, ShutdownModel model) =>
        function.MethodKind == MethodKind.Ordinary && function.ContainingType.GetMembers(function.Name).OfType<IMethodSymbol>().Any(other =>
            other.Arity == function.Arity && other.Parameters.Length == function.Parameters.Length + 1
            && model.Types.IsCancellationToken(other.Parameters[function.Parameters.Length].Type)
            && function.Parameters.Zip(other.Parameters, (mine, theirs) => SymbolEqualityComparer.Default.Equals(mine.Type, theirs.Type)).All(same => same));

    // What the method overrides or implements, where all of it lies here and nobody else does the same.
    private static List<IMethodSymbol>? Contracts(IMethodSymbol function, ShutdownModel model)
    {
        var contracts = function.WithOverridden().Skip(1).Concat(function.MethodKind == MethodKind.Ordinary ? function.Implemented() : [])
            .Select(contract => contract.OriginalDefinition).ToList();
        if ((contracts.Count == 0 && !function.IsVirtual) || function.MethodKind == MethodKind.LocalFunction)
        {
            return contracts;
        }

        var free = contracts.All(contract => model.Bodies.Declares(contract) && ListOf(contract) is not null)
            && !TypesIn(model.Compilation.Assembly.GlobalNamespace).SelectMany(type => type.GetMembers(function.Name).OfType<IMethodSymbol>()).Any(other =>
                !other.Equals(function, SymbolEqualityComparer.Default) && !contracts.Contains(other, SymbolEqualityComparer.Default)
                && other.WithOverridden().Skip(1).Concat(other.MethodKind == MethodKind.Ordinary ? other.Implemented() : [])
                    .Any(slot => slot.OriginalDefinition.Equals(function, SymbolEqualityComparer.Default)
                        || contracts.Contains(slot.OriginalDefinition, SymbolEqualityComparer.Default)));
        return free ? contracts : null;
    }

    private static IEnumerable<INamedTypeSymbol> TypesIn(INamespaceOrTypeSymbol container)
    {
        foreach (var member in container.GetMembers())
        {
            if (member is INamespaceOrTypeSymbol inner)
            {
                if (inner is INamedTypeSymbol type)
                {
                    yield return type;
                }

                foreach (var nested in TypesIn(inner))
                {
                    yield return nested;
                }
            }
        }
    }

    private static StreamingSignature? Inherited(IMethodSymbol function, ShutdownModel model) =>
        !function.IsStatic && function.MethodKind == MethodKind.Ordinary && PathFrom(function.ContainingType, model, inherited: true) is { } path
            ? new(path, [])
            : null;

    private static string? PathFrom(ITypeSymbol type, ShutdownModel model, bool inherited) => model.Catalogue.Frameworks
        .SelectMany(framework => framework.RequestScopes)
        .FirstOrDefault(scope => scope.Inherited == inherited && model.Types.Is(type, scope.Type))?.TokenPath;

    private static bool IsContract(IMethodSymbol function) =>
        function.IsOverride || function.IsVirtual || function.IsAbstract || function.PartialDefinitionPart is not null
            || function.PartialImplementationPart is not null
        || (function.MethodKind == MethodKind.Ordinary && function.Implemented().Any());

    private static bool HasOptional(IMethodSymbol function) => function.Parameters.Any(parameter => parameter.IsOptional);

    private static SyntaxNode? ListOf(IMethodSymbol function) => function.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() switch
    {
        MethodDeclarationSyntax method => method.ParameterList,
        LocalFunctionStatementSyntax local => local.ParameterList,
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList,
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter,
        AnonymousMethodExpressionSyntax { ParameterList: { } list } => list,
        _ => null,
    };

    private static IEnumerable<string> TypesOf(IMethodSymbol function, SyntaxNode list, ShutdownModel model) =>
        list is ParameterSyntax { Type: null } or ParameterListSyntax { Parameters: [{ Type: null }, ..] }
            ? function.Parameters.Select(parameter => parameter.Type.ToMinimalDisplayString(model.Bodies.ModelOf(list.SyntaxTree), list.SpanStart))
            : [];

    // A name that nothing in the function uses, and that hides no local around it.
    private static string FreeName(IMethodSymbol function, ShutdownModel model)
    {
        var syntax = function.DeclaringSyntaxReferences[0].GetSyntax();
        var taken = new HashSet<string>(
            syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent?.Parent is not NameColonSyntax)
                .Select(token => token.ValueText),
            StringComparer.Ordinal);
        if (function.MethodKind != MethodKind.Ordinary)
        {
            taken.UnionWith(model.Bodies.ModelOf(syntax.SyntaxTree).LookupSymbols(syntax.SpanStart).Where(symbol => symbol is ILocalSymbol or IParameterSymbol)
                .Select(symbol => symbol.Name));
        }

        return Names.Concat(Enumerable.Range(2, 100).Select(number => Names[0] + number)).First(name => !taken.Contains(name));
    }
}
