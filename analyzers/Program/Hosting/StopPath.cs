using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>What the members of a service other than its start do about the work it has started.</summary>
internal sealed class StopPath
{
    // Calls that tell work to end, on a token source, a channel's writer, a timer, a connection.
    private static readonly HashSet<string> Endings = new(StringComparer.Ordinal)
    {
        "TryComplete", "Dispose", "DisposeAsync", "Set", "SetResult", "TrySetResult", "SetCanceled", "TrySetCanceled", "SetException", "TrySetException",
        "Release", "Change", "Interrupt",
    };

    private static readonly string[] EndingVerbs = ["Cancel", "Complete", "Close", "Stop", "Shutdown", "Disconnect", "Abort"];

    private readonly ShutdownModel _model;
    private readonly HostedService _service;
    private readonly ImmutableArray<StartedWork> _started;
    private readonly ImmutableArray<IOperation> _afterStart;
    private readonly ImmutableArray<IOperation> _path;

    public StopPath(ShutdownModel model, HostedService service, ImmutableArray<StartedWork> started)
    {
        _model = model;
        _service = service;
        _started = started;
        var starts = StartedWorkFinder.Roots(service).Select(model.Bodies.Of).OfType<IOperation>().ToList();
        var registered = starts.SelectMany(static body => body.Descendants()).OfType<IInvocationOperation>()
            .Where(static call => call.TargetMethod.Name is "Register" or "UnsafeRegister").SelectMany(static call => call.Descendants()).ToList();
        Ending = Stops(service).Where(static method => method.Name != "Dispose").SelectMany(model.Get<CallGraph>().Within).Concat(registered)
            .ToImmutableArray();
        _path = Stops(service).SelectMany(model.Get<CallGraph>().Within).Concat(registered).ToImmutableArray();

        // ExecuteAsync goes on after the start, and the base waits for it.
        _afterStart = service.Chain.SelectMany(type => model.Bodies.FactsOf(type).Roots)
            .Where(body => body is IMethodBodyBaseOperation or IBlockOperation && (!starts.Contains(body) || IsExecute(body)))
            .SelectMany(static body => body.DescendantsAndSelf()).Concat(registered).ToImmutableArray();
    }

    /// <summary>Everything that runs when the host stops the service, but for what only <c>Dispose</c> does: that is too late to end what a stop waits
    /// for.</summary>
    public ImmutableArray<IOperation> Ending { get; }

    /// <summary>The service's StopAsync, in the type itself.</summary>
    public IMethodSymbol? Method => _service.Stop is { } stop && Same(stop.ContainingType, _service.Type) ? stop : null;

    /// <summary>True when the method also runs while the service stops; it must not get the token that has fired by then.</summary>
    public bool Runs(IMethodSymbol method) =>
        Stops(_service).Any(stop => Same(stop, method)) || _path.OfType<IInvocationOperation>().Any(call => Same(call.TargetMethod, method));

    /// <summary>True when some member waits for the work, or hands it to code that may.</summary>
    public bool WaitsFor(StartedWork work) => work.Kind switch
    {
        WorkKind.Thread => work.Kept is null ? HasOtherWait() : References(work.Kept).Any(WaitUses.IsThreadWait),
        WorkKind.Timer => (work.Kept is not null && References(work.Kept).Any(WaitUses.IsTimerWait)) || HasOtherWait(),
        WorkKind.Task when work.Kept is not null => References(work.Kept).Any(WaitUses.IsTaskWait) || IsServer(work),
        _ => HasOtherWait() || IsServer(work),
    };

    // Work that only lets an object of the type run, which the stop then tells to stop: that call may well wait.
    private bool IsServer(StartedWork work)
    {
        var stopped = new HashSet<ISymbol>(
            Ending.OfType<IInvocationOperation>().Where(static call => call.TargetMethod.Name.StartsWith("Stop", StringComparison.Ordinal)
            || call.TargetMethod.Name.StartsWith("Shutdown", StringComparison.Ordinal) || call.TargetMethod.Name is "Close" or "CloseAsync" or "DisposeAsync")
                .Select(Holder).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        var code = work.Body is null || stopped.Count == 0
            ? []
            : new WorkBodies(_model, _service).Reached(work.Body).SelectMany(static body => body.Code.OwnDescendants()).ToList();
        return !code.Exists(static operation => operation is ILoopOperation)
            && code.Exists(operation => operation is IInvocationOperation { Instance: { } served } && MemberOf(served) is { } member
                && stopped.Contains(member));
    }

    /// <summary>True when the stop waits for work that surely never ends, because nothing in the type tells it to.</summary>
    public bool LetsRunOn(StartedWork work) =>
        work is { Kind: WorkKind.Task, Body: not null, Kept: not null }
        && !Ending.Any(operation => EndedBy(operation) is not null
            || (operation is IInvocationOperation call && Holder(call) is { } member && !Same(member, work.Kept) && !IsLogger(member)))
        && (new WorkBodies(_model, _service).IsEndless(work.Body) || AsksSilentSource(work));

    // A loop on the type's own source, which nothing in the type can cancel and nobody else can reach.
    private bool AsksSilentSource(StartedWork work)
    {
        var code = new WorkBodies(_model, _service).Reached(work.Body!).SelectMany(static body => body.Code.OwnDescendants()).Concat(work.Start.Descendants())
            .ToList();
        var facts = _model.Bodies.FactsOf(_service.Type);
        return code.OfType<IWhileLoopOperation>().Any() && code.OfType<IFieldReferenceOperation>().Select(static reference => reference.Field).Any(field =>
            field is { DeclaredAccessibility: Accessibility.Private, Type: var type } && type.IsCancellationTokenSource()
            && facts.AssignedTo(field).All(static value => value.Unwrapped() is IObjectCreationOperation { Arguments.IsEmpty: true })
            && facts.Roots.SelectMany(static root => root.DescendantsAndSelf()).OfType<IFieldReferenceOperation>()
                .Where(reference => Same(reference.Field, field))
                .All(static reference => reference.Parent
                    is IPropertyReferenceOperation or ISimpleAssignmentOperation or IInvocationOperation { TargetMethod.Name: "Dispose" }));
    }

    /// <summary>True when the type already tells the work to end by a member that both sides use.</summary>
    public bool Ends(ImmutableArray<StartedWork> works)
    {
        var ended = new HashSet<ISymbol>(Ending.Select(EndedBy).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return works.All(work =>
        {
            var code = work.Body is null
                ? []
                : new WorkBodies(_model, _service).Reached(work.Body).SelectMany(static body => body.Code.OwnDescendants()).Concat(work.Start.Descendants())
                    .ToList();
            var loops = code.OfType<ILoopOperation>().ToList();
            return work.Body is null || code.Select(MemberOf).OfType<ISymbol>().Any(member =>
                ended.Contains(member) && !Same(member, work.Kept)
                && (loops.Count == 0 || IsWaitedOn(TypeOf(member)) || loops.Exists(loop => Asks(loop, member))));
        });
    }

    // A loop that goes on for as long as the member lets it.
    private static bool Asks(ILoopOperation loop, ISymbol member) =>
        loop switch
        {
            IWhileLoopOperation { Condition: { } condition } => condition,
            IForLoopOperation { Condition: { } condition } => condition,
            IForEachLoopOperation each => each.Collection,
            _ => null,
        } is { } asked && asked.DescendantsAndSelf().Any(operation => Same(MemberOf(operation), member));

    /// <summary>The member that the operation ends: cancelled, completed, disposed, or a flag that is set. Null when it ends none.</summary>
    public static ISymbol? EndedBy(IOperation operation) => operation switch
    {
        IInvocationOperation call when Endings.Contains(call.TargetMethod.Name)
            || Array.Exists(EndingVerbs, verb => call.TargetMethod.Name.StartsWith(verb, StringComparison.Ordinal)) => Holder(call),
        ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } target } =>
            target.Member.OriginalDefinition,
        IArgumentOperation { Parameter.RefKind: RefKind.Ref, Value: IFieldReferenceOperation field } => field.Field.OriginalDefinition,
        _ => null,
    };

    // To end any other object does not end a loop that asks nothing.
    private bool IsWaitedOn(ITypeSymbol? type) => type is not null
        && (type.SpecialType == SpecialType.System_Boolean || _model.Catalogue.Has(Trait.WaitedOn, type));

    private bool IsLogger(ISymbol member) => TypeOf(member) is { } type && _model.Catalogue.Has(Trait.Logger, type);

    private static ITypeSymbol? TypeOf(ISymbol member) => member switch
    {
        IFieldSymbol field => field.Type,
        IPropertySymbol property => property.Type,
        IParameterSymbol parameter => parameter.Type,
        _ => null,
    };

    // A primary constructor's parameter is used like a field.
    private static ISymbol? MemberOf(IOperation operation) => operation switch
    {
        IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member => member.Member.OriginalDefinition,
        IParameterReferenceOperation { Parameter: { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } } parameter } =>
            parameter.OriginalDefinition,
        _ => null,
    };

    private static ISymbol? Holder(IInvocationOperation call)
    {
        var holder = call.Instance;
        if (holder is IConditionalAccessInstanceOperation)
        {
            holder = Fates.Enclosing<IConditionalAccessOperation>(holder)?.Operation;
        }

        for (; holder is not null; holder = holder.ChildOperations.FirstOrDefault())
        {
            if (MemberOf(holder) is { } member)
            {
                return member;
            }
        }

        return null;
    }

    private bool IsExecute(IOperation body) => _service.Execute is { } execute && ReferenceEquals(_model.Bodies.Of(execute), body);

    /// <summary>The methods that the host and the container call to stop the service.</summary>
    public static IEnumerable<IMethodSymbol> Stops(HostedService service) =>
        service.Chain.SelectMany(static type => type.GetMembers().InOrder(type)).OfType<IMethodSymbol>()
            .Where(static method => method.Name.Substring(method.Name.LastIndexOf('.') + 1)
                is "StopAsync" or "StoppingAsync" or "StoppedAsync" or "DisposeAsync" or "Dispose");

    // The member itself, and the locals that stand for it.
    private IEnumerable<IOperation> References(ISymbol member)
    {
        var own = _afterStart.Where(operation => operation is IMemberReferenceOperation reference && Same(reference.Member, member)).ToList();
        var aliases = new HashSet<ISymbol>(own.Select(WaitUses.Alias).OfType<ISymbol>(), SymbolEqualityComparer.Default);
        return own.Concat(_afterStart.Where(operation => operation is ILocalReferenceOperation local && aliases.Contains(local.Local)));
    }

    private static bool Same(ISymbol? left, ISymbol? right) =>
        left is not null && SymbolEqualityComparer.Default.Equals(left.OriginalDefinition, right?.OriginalDefinition);

    // A wait for something of the type that is not the held work itself: a semaphore, an event, a counter, a task that the work stores.
    private bool HasOtherWait() => _path.Any(operation => operation switch
    {
        IAwaitOperation { Operation: var awaited } => awaited.DescendantsAndSelf().Any(IsSignal),

        // A task that StopAsync returns is awaited by the host.
        IReturnOperation { ReturnedValue: { } returned } when Fates.IsTask(returned.Type) => returned.DescendantsAndSelf().Any(IsSignal),
        IInvocationOperation { TargetMethod.Name: "Wait" or "WaitOne" or "Join" or "SignalAndWait" } call => Holder(call) is { } member && !IsHeldWork(member),
        IInvocationOperation { TargetMethod.Name: "WaitAll" or "SpinUntil" } => true,
        IInvocationOperation { TargetMethod.Name: "Delay" or "Sleep" } => WorkBodies.LoopAround(operation) is not null,
        _ => false,
    });

    private bool IsSignal(IOperation operation) =>
        operation is IMemberReferenceOperation { Instance: null or IInstanceReferenceOperation } member && !IsHeldWork(member.Member)
        && _service.Type.IsOrDerivesFrom(member.Member.ContainingType.OriginalDefinition)
        && ((Fates.IsTask(member.Type) && IsEverSet(member.Member)) || member.Type is IArrayTypeSymbol
            || member.Type.IsNamed("System.Threading.Tasks.TaskCompletionSource") || member.Type.IsSemaphore()
            || (member.Type is INamedTypeSymbol { TypeArguments: [.., var element] } && !member.Type.IsTask() && Fates.IsTask(element)));

    // A field that only ever holds a finished task is no signal.
    private bool IsEverSet(ISymbol member) => !SymbolEqualityComparer.Default.Equals(member.ContainingType.OriginalDefinition, _service.Type.OriginalDefinition)
        || member.DeclaredAccessibility != Accessibility.Private
        || _model.Bodies.FactsOf(_service.Type).AssignedTo(member)
            .Any(static value => value.Unwrapped()
                is not (IPropertyReferenceOperation { Property.Name: "CompletedTask" } or ILiteralOperation or IDefaultValueOperation));

    private bool IsHeldWork(ISymbol member) => _started.Any(work => Same(work.Kept, member));
}
