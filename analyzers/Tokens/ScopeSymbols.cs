using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>A value that code at some place can name.</summary>
/// <param name="Text">The name as it is written there.</param>
/// <param name="Functions">How many lambdas or local functions lie between the place and the value; members of the type lie outside them all.</param>
/// <param name="Distance">Orders the values of one function: what was declared last is nearest.</param>
/// <param name="IsOwnParameter">True for parameters of the innermost function: what callers pass there is meant for its calls.</param>
internal sealed record ScopeSymbol(ISymbol Symbol, ITypeSymbol Type, string Text, int Functions, int Distance, bool IsOwnParameter);

/// <summary>Lists the parameters, locals, fields and properties that a place can name and that surely have a value there.</summary>
internal sealed class ScopeSymbols(ShutdownModel model)
{
    private const int OfTheType = 100;

    // Farther than any local of the same function.
    private const int OfParameters = int.MaxValue;

    public IEnumerable<ScopeSymbol> At(IOperation at)
    {
        var functions = at.Ancestors().Where(static outer => outer is IAnonymousFunctionOperation or ILocalFunctionOperation).ToList();
        var semantics = model.Bodies.ModelOf(at.Syntax.SyntaxTree);
        var member = semantics.GetEnclosingSymbol(at.Syntax.SpanStart);
        foreach (var symbol in semantics.LookupSymbols(at.Syntax.SpanStart))
        {
            if (symbol.CanBeReferencedByName && Place(symbol, at, functions, member) is { } found)
            {
                yield return found;
            }
        }
    }

    private ScopeSymbol? Place(ISymbol symbol, IOperation at, List<IOperation> functions, ISymbol? member) => symbol switch
    {
        ILocalSymbol { RefKind: RefKind.None } local when IsAssigned(local, at, functions) =>
            Of(local, TypeOf(local), DepthOf(local, functions), at.Syntax.SpanStart - local.Locations[0].SourceSpan.Start, functions),
        IParameterSymbol { RefKind: RefKind.None, Name: not "_" } parameter => OfParameter(parameter, functions, member),
        IFieldSymbol { IsConst: false } field => OfMember(field, field.Type, functions, member),
        IPropertySymbol { GetMethod: not null, IsIndexer: false } property => OfMember(property, property.Type, functions, member),
        _ => null,
    };

    private ScopeSymbol? OfParameter(IParameterSymbol parameter, List<IOperation> functions, ISymbol? member)
    {
        // A primary constructor's parameter belongs to the type. One that also fills a member would be stored twice.
        if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsOutside(constructor, member))
        {
            return FillsMember(parameter, constructor) ? null : OfMember(parameter, parameter.Type, functions, member);
        }

        var depth = DepthOf(parameter, functions);
        return Of(parameter, parameter.Type, depth, OfParameters, functions, isOwnParameter: depth == 0);
    }

    private static ScopeSymbol? OfMember(ISymbol symbol, ITypeSymbol type, List<IOperation> functions, ISymbol? member) =>
        symbol.IsStatic || !IsStatic(member) ? Of(symbol, type, OfTheType, 0, functions) : null;

    private static ScopeSymbol? Of(ISymbol symbol, ITypeSymbol type, int depth, int distance, List<IOperation> functions, bool isOwnParameter = false)
    {
        // What may be null would have to be checked first; a static function sees nothing of what is around it.
        if (type.NullableAnnotation == NullableAnnotation.Annotated
            || (!symbol.IsStatic && functions.Take(Math.Min(depth, functions.Count)).Any(static function => FunctionOf(function).IsStatic)))
        {
            return null;
        }

        return new(symbol, type, symbol.Name, depth, distance, isOwnParameter);
    }

    // Declared with a value before the place. A local function may run before the locals around it have theirs.
    private static bool IsAssigned(ILocalSymbol local, IOperation at, List<IOperation> functions) =>
        local.DeclaringSyntaxReferences is [var reference]
        && reference.SyntaxTree == at.Syntax.SyntaxTree
        && reference.Span.End <= at.Syntax.SpanStart
        && at.Root().Syntax.Span.Contains(reference.Span)
        && reference.GetSyntax() is VariableDeclaratorSyntax { Initializer: not null }
        && !functions.Take(DepthOf(local, functions)).Any(static function => function is ILocalFunctionOperation);

    // An inferred type always allows null; what the value says is what counts.
    private ITypeSymbol TypeOf(ILocalSymbol local) =>
        local.DeclaringSyntaxReferences[0].GetSyntax()
            is VariableDeclaratorSyntax { Initializer.Value: var value, Parent: VariableDeclarationSyntax { Type.IsVar: true } }
        && model.Bodies.ModelOf(value.SyntaxTree).GetTypeInfo(value).Nullability.FlowState == NullableFlowState.NotNull
            ? local.Type.WithNullableAnnotation(NullableAnnotation.NotAnnotated)
            : local.Type;

    private static int DepthOf(ISymbol symbol, List<IOperation> functions)
    {
        for (var depth = 0; depth < functions.Count; depth++)
        {
            if (SymbolEqualityComparer.Default.Equals(FunctionOf(functions[depth]), symbol.ContainingSymbol))
            {
                return depth;
            }
        }

        return functions.Count;
    }

    private static IMethodSymbol FunctionOf(IOperation function) =>
        function is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)function).Symbol;

    private static bool IsStatic(ISymbol? member)
    {
        while (member is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction })
        {
            member = member.ContainingSymbol;
        }

        return member is null or { IsStatic: true };
    }

    private static bool IsOutside(IMethodSymbol constructor, ISymbol? member)
    {
        for (var current = member; current is IMethodSymbol; current = current.ContainingSymbol)
        {
            if (SymbolEqualityComparer.Default.Equals(current, constructor))
            {
                return false;
            }
        }

        return true;
    }

    private bool FillsMember(IParameterSymbol parameter, IMethodSymbol constructor) =>
        model.Bodies.FactsOf(constructor.ContainingType).Roots.Any(root =>
            root is IFieldInitializerOperation or IPropertyInitializerOperation
            && root.ChildOperations.FirstOrDefault()?.Unwrapped() is IParameterReferenceOperation reference
            && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));
}
