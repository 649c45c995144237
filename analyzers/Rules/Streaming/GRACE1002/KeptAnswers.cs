using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1002;

/// <summary>Tells whether somebody besides the caller has a use for an answer: then it may outlive the caller on purpose.</summary>
internal sealed class KeptAnswers(ShutdownModel model)
{
    private const int MaxHelpers = 2;

    private static readonly string[] KeepingVerbs =
    [
        "Save", "Store", "Insert", "Add", "Append", "Upsert", "Update", "Write", "Persist", "Record", "Set", "Put", "Create", "Publish", "Send", "Enqueue",
        "Commit",
        "Keep", "Cache", "Complete", "Close", "Track", "Index", "Upload", "Archive", "Remember", "Charge", "Bill", "Report", "TryAdd", "TryWrite", "Post",
        "Push",
        "Notify", "Dispatch", "Emit", "Schedule", "Broadcast", "Deliver", "Submit",
    ];

    private static readonly string[] Telemetry = ["Microsoft.Extensions.Logging", "System.Diagnostics", "Serilog", "NLog", "OpenTelemetry"];

    /// <summary>True when the function that asks, or every way to it, keeps something afterwards, or when nobody waits for the answer at all.</summary>
    public bool IsKept(IInvocationOperation question, IReadOnlyList<RequestPath> paths) =>
        IsFollowedByKeeping(question)
        || (Fates.IsTask(question.Type) && Fates.Of(question).Fate is Fate.Dropped or Fate.Kept)
        || paths.All(path => path.Calls.Any(IsFollowedByKeeping));

    private bool IsFollowedByKeeping(IInvocationOperation question)
    {
        var owner = model.Get<RequestPaths>().OwnerOf(question);
        var loop = question.Ancestors().OfType<ILoopOperation>().LastOrDefault();
        return Body(question).Descendants().Any(operation =>
            (operation.Syntax.Span.End > question.Syntax.Span.End || (loop is not null && loop.Syntax.Span.Contains(operation.Syntax.Span)))
            && Keeps(operation)
            && !operation.Syntax.Span.Equals(question.Syntax.Span)
            && SymbolEqualityComparer.Default.Equals(model.Get<RequestPaths>().OwnerOf(operation), owner));
    }

    // A helper of the user's own keeps what it is given when it says so in its body.
    private bool KeepsWithin(IMethodSymbol method, int left) =>
        left > 0 && model.Bodies.Declares(method) && model.Bodies.Of(method.Definition()) is { } body
        && body.Descendants().OfType<IInvocationOperation>().Any(inner => Keeps(inner, left - 1));

    private static IOperation Body(IOperation operation) => operation.Ancestors().LastOrDefault(static outer => outer is IBlockOperation) ?? operation.Root();

    private bool Keeps(IOperation operation) => operation switch
    {
        IInvocationOperation call => Keeps(call, MaxHelpers),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation target } => KeepsIn(target),
        ICompoundAssignmentOperation { Target: IMemberReferenceOperation target } => KeepsIn(target),
        _ => false,
    };

    // A page is made for one request: what it keeps for its view is gone with it.
    private bool KeepsIn(IMemberReferenceOperation target) =>
        IsShared(target) && !AspNetCore.IsFramework(target.Member)
        && !(target is { Instance: IInstanceReferenceOperation { Type: { } owner } } && model.Catalogue.Has(Trait.PageModel, owner));

    private bool Keeps(IInvocationOperation call, int left)
    {
        var method = call.TargetMethod;
        if (model.Catalogue.RoleOf(method) is { } role)
        {
            return role is Role.Work or Role.Settle;
        }

        if (SignalR.ReachesOthers(Receiver(call)) || KeepsWithin(method, left))
        {
            return true;
        }

        return KeepingVerbs.Any(verb => IsVerbOf(verb, method.Name))
            && (!AspNetCore.IsFramework(method) || AspNetCore.IsSession(method))
            && !IsTelemetry(method)
            && !(IsSystem(method) && method.ContainingType.ToDisplayString() != "System.IO.File" && !(call.Instance is { } instance && IsShared(instance)));
    }

    private static ISymbol? Receiver(IInvocationOperation call) => (call.Instance ?? call.Arguments.FirstOrDefault()?.Value)?.Unwrapped() switch
    {
        IPropertyReferenceOperation property => property.Property,
        IInvocationOperation inner => inner.TargetMethod,
        _ => null,
    };

    private static bool IsVerbOf(string verb, string name) =>
        name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || !char.IsLower(name[verb.Length]));

    private static bool IsTelemetry(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space && Telemetry.Any(known => space.StartsWith(known, StringComparison.Ordinal));

    private static bool IsSystem(IMethodSymbol method) =>
        method.ContainingNamespace?.ToDisplayString() is { } space && (space == "System" || space.StartsWith("System.", StringComparison.Ordinal));

    // What a local holds is gone with the request, unless the local only names something that was there before.
    private static bool IsShared(IOperation value) => value.Unwrapped() switch
    {
        ILocalReferenceOperation local => !ReachingValues.Of(local)
            .All(static assigned => assigned.Unwrapped() is IObjectCreationOperation or IArrayCreationOperation or { Kind: OperationKind.None }),
        IMemberReferenceOperation { Instance: { } instance } member => instance
            is IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } || IsShared(instance)
                || member is IEventReferenceOperation,
        IMemberReferenceOperation => true,
        IObjectCreationOperation => false,
        IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ImplicitReceiver } => false,
        _ => true,
    };
}
