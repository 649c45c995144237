using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3008;

/// <summary>Calls that keep, hand on or tidy up something that is lost when they do not run.</summary>
internal sealed class Saves(ShutdownModel model)
{
    private const int MaxSteps = 4;

    private static readonly string[] Verbs =
    [
        "Save", "Flush", "Persist", "Store", "Write", "Checkpoint", "Upsert", "Insert", "Append", "Commit", "Upload", "Export",
        "Publish", "Update", "Delete", "Release", "Unlock", "Deregister", "Unregister",
    ];

    /// <summary>True for a call that the catalogue knows as work or flush, and for one that says so by its name and really uses its token.</summary>
    /// <param name="token">The token's argument.</param>
    public bool IsSave(IInvocationOperation call, IArgumentOperation token) => model.Catalogue.RoleOf(call.TargetMethod) switch
    {
        Role.Work or Role.Flush => true,
        null => Array.Exists(Verbs, verb => IsNamed(call.TargetMethod.Name, verb)) && !IsAnswer(call) && UsesToken(call.TargetMethod.Definition(), token),
        _ => false,
    };

    // Nobody is left to read an answer that the caller's own token cancels.
    private bool IsAnswer(IInvocationOperation call) =>
        call.Instance is { } target && IsBody(target, MaxSteps);

    private bool IsBody(IOperation target, int left) => left > 0 && target.Unwrapped() switch
    {
        IPropertyReferenceOperation body => model.Catalogue.Has(Trait.ResponseBody, body.Property),
        ILocalReferenceOperation { IsDeclaration: false } local => ReachingValues.Of(local).Any(value => IsBody(value, left - 1)),
        // A writer around it.
        IObjectCreationOperation writer => writer.Arguments.Any(argument => IsBody(argument.Value, left - 1)),
        _ => false,
    };

    // `SetUpdater` is no update, `UpdateAsync` is.
    private static bool IsNamed(string name, string verb) =>
        name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || char.IsUpper(name[verb.Length]));

    private bool UsesToken(IMethodSymbol callee, IArgumentOperation token) =>
        !model.Bodies.Declares(callee) || model.Bodies.Of(callee) is not { } body || token.Parameter is not { } parameter
        || body.Descendants().Any(operation => operation is IParameterReferenceOperation use && use.Parameter.Ordinal == parameter.Ordinal
            && SymbolEqualityComparer.Default.Equals(use.Parameter.ContainingSymbol.OriginalDefinition, callee));
}
