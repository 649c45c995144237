using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>Finds out how the result of a call can be kept: as the text that the handler reads from it, as JSON, or not at all.</summary>
internal static class KeptResults
{
    /// <summary>The steps for one call, by the way in which its result is used; null when its result cannot be kept.</summary>
    /// <param name="key">The arguments of the key, as C#.</param>
    /// <param name="token">The token for the store; empty for none.</param>
    public static IReadOnlyList<FixStep>? StepsFor(IInvocationOperation call, string key, string token, ShutdownModel model)
    {
        var at = call.Syntax.GetLocation();
        var task = call.Configured();

        // Handed to the framework, which awaits it.
        if (task is { Type: INamedTypeSymbol { IsGenericType: false } done, Parent: IReturnOperation } && done.IsTask() && call.Type.IsTask()
            && CanMoveIntoLambda(call))
        {
            return [new RunOnce(at, key, token, Awaits: false)];
        }

        if (task.Parent is not IAwaitOperation awaited || !CanMoveIntoLambda(awaited))
        {
            return null;
        }

        IOperation value = awaited;
        while (value.Parent is IConversionOperation { IsImplicit: true } conversion)
        {
            value = conversion;
        }

        if (value.Parent is IExpressionStatementOperation)
        {
            return [new RunOnce(at, key, token, Awaits: !call.Type.IsTask())];
        }

        if (awaited.Type?.SpecialType == SpecialType.System_String)
        {
            return [new KeepText(at, key, token, Awaits: !call.Type.IsTask())];
        }

        if (TextReadFrom(awaited) is { } direct)
        {
            return [new KeepReadText(direct.Syntax.GetLocation(), key, token)];
        }

        if (value.Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { } local } declarator }
            && ThroughLocal(local, declarator, awaited, value == awaited ? "" : Spelled(local.Type, call, model), key, token) is { } steps)
        {
            return steps;
        }

        var json = model.Catalogue.Frameworks.SelectMany(framework => framework.JsonResults).FirstOrDefault(result =>
            awaited.Type is { } type && model.Types.Named(result.Ref).Contains(type, SymbolEqualityComparer.Default));
        return json is null || TypeInfo(json, (INamedTypeSymbol)awaited.Type!, call, model) is not { } typeInfo
            ? null
            : [new KeepJson(at, key, token, typeInfo)];
    }

    // Options that know the type from a generated context keep trimmed and native programs working.
    private static string? TypeInfo(JsonResult json, INamedTypeSymbol result, IInvocationOperation call, ShutdownModel model)
    {
        if (model.Types.Named("System.Text.Json.Serialization.Metadata.JsonTypeInfo`1") is not [var typeInfo, ..]
            || model.Types.Named(CatalogueIndex.TypeOf(json.Options)) is not [var owner, ..])
        {
            return null;
        }

        return $"({Spelled(typeInfo.Construct(result), call, model)}){Spelled(owner, call, model)}.{CatalogueIndex.NameOf(json.Options)}"
            + $".GetTypeInfo(typeof({Spelled(result, call, model)}))";
    }

    // Without the comments between the tokens, which stay where they are.
    private static string ReadBehind(SyntaxNode use, SyntaxNode text) => string.Concat(text.DescendantTokens()
        .Where(token => token.SpanStart >= use.Span.End).SkipWhile(token => token.IsKind(SyntaxKind.CloseParenToken)).Select(token => token.Text));

    private static string Spelled(ITypeSymbol type, IOperation at, ShutdownModel model) =>
        type.ToMinimalDisplayString(model.Bodies.ModelOf(at.Syntax.SyntaxTree), at.Syntax.SpanStart);

    // All uses of the local read the same text: then the local becomes that text.
    private static List<FixStep>? ThroughLocal(
        ILocalSymbol local, IVariableDeclaratorOperation declarator, IAwaitOperation awaited, string converted, string key, string token)
    {
        var uses = awaited.Root().Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local))
            .ToList();
        var texts = uses.Select(TextReadFrom).ToList();
        if (texts.Count == 0 || texts.Contains(null)
            || declarator.Syntax is not VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Variables.Count: 1 } declaration })
        {
            return null;
        }

        var chains = uses.Zip(texts, (use, text) => ReadBehind(use.Syntax, text!.Syntax))
            .Distinct(StringComparer.Ordinal).ToList();
        if (chains.Count != 1)
        {
            return null;
        }

        // What converts to the local's type must do so before it is read.
        var cast = converted.Length > 0 ? $"({converted})" : "";
        var steps = new List<FixStep> { new KeepTextOf(awaited.Syntax.GetLocation(), key, token, cast, chains[0]) };
        if (!declaration.Type.IsVar)
        {
            steps.Add(new ReplaceText(declaration.Type.GetLocation(), "string"));
        }

        steps.AddRange(texts.Select(text => new ReplaceText(text!.Syntax.GetLocation(), local.Name)));
        return steps;
    }

    // response.Text, completion.Value.Content[0].Text: properties all the way to a string.
    private static IOperation? TextReadFrom(IOperation value)
    {
        var current = value;
        while (current.Parent is IPropertyReferenceOperation property && property.Instance == current
            && property.Arguments.All(argument => argument.Value.ConstantValue.HasValue))
        {
            current = property;
            if (current.Type?.SpecialType == SpecialType.System_String)
            {
                // The name itself is the text there.
                return current.Parent is INameOfOperation ? null : current;
            }
        }

        return null;
    }

    private static bool CanMoveIntoLambda(IOperation expression) => !expression.Descendants().Any(part => part switch
    {
        IDeclarationExpressionOperation or IAssignmentOperation { Target: ILocalReferenceOperation or IParameterReferenceOperation }
            or IIncrementOrDecrementOperation => true,
        IDeclarationPatternOperation or IRecursivePatternOperation { DeclaredSymbol: not null } => true,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } => true,
        ILocalReferenceOperation { Local: var local } => local.IsRef || local.Type.IsRefLikeType,
        IParameterReferenceOperation { Parameter: var parameter } => parameter.RefKind != RefKind.None || parameter.Type.IsRefLikeType,
        _ => false,
    });
}
