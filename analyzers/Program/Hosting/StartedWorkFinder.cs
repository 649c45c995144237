using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>Walks what runs at a service's start and collects the work that is left running behind it.</summary>
internal sealed class StartedWorkFinder(ShutdownModel model, HostedService service)
{
    private readonly HashSet<ISymbol> _seen = new(SymbolEqualityComparer.Default);
    private readonly ImmutableArray<StartedWork>.Builder _found = ImmutableArray.CreateBuilder<StartedWork>();

    public ImmutableArray<StartedWork> Find()
    {
        foreach (var root in Roots(service))
        {
            Walk(root, root, CallGraph.Depth, repeats: false);
        }

        return _found.ToImmutable();
    }

    /// <summary>The members that the host calls to start the service, and those that make it.</summary>
    public static IEnumerable<IMethodSymbol> Roots(HostedService service) =>
        service.Type.InstanceConstructors.InOrder(service.Type)
            .Append(service.Start)
            .Concat(service.Type.GetMembers().InOrder(service.Type).OfType<IMethodSymbol>()
                .Where(static method => method.Name is "StartingAsync" or "StartedAsync"))
            .Append(service.Execute)
            .OfType<IMethodSymbol>();

    private void Walk(IMethodSymbol function, IMethodSymbol root, int left, bool repeats)
    {
        if (!_seen.Add(function.OriginalDefinition) || model.Bodies.Of(function) is not { } body)
        {
            return;
        }

        foreach (var operation in body.OwnDescendants())
        {
            switch (operation)
            {
                case IInvocationOperation call:
                    LookAtCall(call, root, left, repeats || IsInLoop(call));
                    break;
                case IObjectCreationOperation creation
                    when creation.Constructor is { } constructor && model.Catalogue.Matches(constructor, "System.Threading.Timer::.ctor"):
                    var callback = Function(creation);
                    Add(creation, IsLeftBehind(callback) ? WorkKind.AsyncTimer : WorkKind.Timer, callback, root, repeats || IsInLoop(creation),
                        Fates.Of(creation));
                    break;
                case ISimpleAssignmentOperation { Value.ConstantValue: { HasValue: true, Value: true },
                    Target: IPropertyReferenceOperation { Property.Name: "Enabled", Instance: { } timer } } enabled
                    when model.Types.Is(timer.Type, "System.Timers.Timer"):
                    AddEventTimer(enabled, timer, root);
                    break;
                default:
                    break;
            }
        }
    }

    private void LookAtCall(IInvocationOperation call, IMethodSymbol root, int left, bool repeats)
    {
        var target = call.TargetMethod;
        if (model.Catalogue.Matches(target, "System.Threading.Thread::Start"))
        {
            AddThread(call, root, repeats);
        }
        else if (model.Catalogue.Matches(target, "System.Timers.Timer::Start"))
        {
            AddEventTimer(call, call.Instance, root);
        }
        else if (Fates.IsTask(target.ReturnType) && model.Catalogue.Has(Trait.Start, target))
        {
            Add(call, WorkKind.Task, Function(call), root, repeats, Fates.Of(call));
        }
        else if (target.MethodKind == MethodKind.LocalFunction || IsOwn(call))
        {
            LookAtOwnCall(call, root, left, repeats);
        }
        else if (target.Name == "Select"
            || (target.Name == "Register" && call.Instance is { } token && (model.Get<SignalFlow>().Of(token) & Signal.AlreadyFired) != 0))
        {
            // Both run the function as part of starting: once per element, or once the host has started.
            foreach (var lambda in call.Arguments.SelectMany(static argument => argument.Value.DescendantsAndSelf()).OfType<IAnonymousFunctionOperation>())
            {
                Walk(lambda.Symbol, root, left, repeats || target.Name == "Select");
            }
        }
    }

    private void LookAtOwnCall(IInvocationOperation call, IMethodSymbol root, int left, bool repeats)
    {
        var target = call.TargetMethod;
        if (target is { IsAsync: true, ReturnsVoid: true })
        {
            Add(call, WorkKind.AsyncVoid, target, root, repeats, new Outcome(Fate.Dropped));
            return;
        }

        var outcome = Fates.IsTask(target.ReturnType) ? Fates.Of(call) : new Outcome(Fate.Finished);
        if (outcome.Fate is Fate.Dropped or Fate.Kept)
        {
            Add(call, WorkKind.Task, target, root, repeats, outcome);
        }
        else if (outcome.Fate == Fate.Finished && left > 0)
        {
            Walk(target.Definition(), root, left - 1, repeats);
        }
    }

    private void AddThread(IInvocationOperation start, IMethodSymbol root, bool repeats)
    {
        switch (start.Instance?.Unwrapped())
        {
            case IObjectCreationOperation creation:
                Add(start, WorkKind.Thread, Function(creation), root, repeats, new Outcome(Fate.Dropped));
                break;
            case ILocalReferenceOperation local when Creation(start.Root(), local.Local) is { } creation:
                Add(start, WorkKind.Thread, Function(creation), root, repeats, Fates.Of(creation));
                break;
            case IFieldReferenceOperation { Field: var field }:
                var created = model.Bodies.FactsOf(service.Type).AssignedTo(field).Select(static value => value.Unwrapped()).OfType<IObjectCreationOperation>()
                    .FirstOrDefault();
                Add(start, WorkKind.Thread, created is null ? null : Function(created), root, repeats, new Outcome(Fate.Kept, field));
                break;
            default:
                break;
        }
    }

    private void AddEventTimer(IOperation start, IOperation? timer, IMethodSymbol root)
    {
        var facts = model.Bodies.FactsOf(service.Type);
        if (timer?.Unwrapped() is not IFieldReferenceOperation { Field: var field })
        {
            return;
        }

        var elapsed = facts.Roots.SelectMany(static body => body.DescendantsAndSelf()).OfType<IEventAssignmentOperation>()
            .FirstOrDefault(
                subscription => subscription is { Adds: true, EventReference: IEventReferenceOperation { Event.Name: "Elapsed", Instance: { } source } }
                && source.Unwrapped() is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field));
        if (elapsed is not null)
        {
            Add(start, WorkKind.EventTimer, Delegates.FunctionOf(elapsed.HandlerValue), root, repeats: false, new Outcome(Fate.Kept, field));
        }
    }

    private void Add(IOperation start, WorkKind kind, IMethodSymbol? body, IMethodSymbol root, bool repeats, Outcome outcome)
    {
        var counts = outcome.Fate switch
        {
            Fate.Dropped => true,
            Fate.Kept => outcome.Member!.DeclaredAccessibility == Accessibility.Private && !IsExecute(root),
            _ => false,
        };

        // Work per item of a running loop is the business of the rule about untracked work.
        var bodies = new WorkBodies(model, service);
        if (counts && !(repeats && IsExecute(root)) && bodies.IsWorth(body) && !(body is not null && bodies.OnlySubscribes(body)))
        {
            _found.Add(new StartedWork(start, kind, body, outcome.Member, repeats, root));
        }
    }

    private bool IsExecute(IMethodSymbol root) => SymbolEqualityComparer.Default.Equals(root, service.Execute);

    private bool IsOwn(IInvocationOperation call) =>
        call.Instance is null or IInstanceReferenceOperation && model.Bodies.Declares(call.TargetMethod)
        && service.Type.IsOrDerivesFrom(call.TargetMethod.ContainingType.OriginalDefinition);

    private bool IsLeftBehind(IMethodSymbol? callback) =>
        callback is not null && ((callback.IsAsync && model.Bodies.Declares(callback)) || (callback.ReturnsVoid
            && model.Bodies.Of(callback) is { } body && body.OwnDescendants()
            .OfType<IInvocationOperation>().Any(call => Fates.IsTask(call.Type) && Fates.Of(call).Fate is Fate.Dropped or Fate.Kept)));

    private static IObjectCreationOperation? Creation(IOperation root, ILocalSymbol local) => root.Descendants().OfType<IVariableDeclaratorOperation>()
        .Where(declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local))
        .Select(static declarator => declarator.Initializer?.Value.Unwrapped()).OfType<IObjectCreationOperation>().FirstOrDefault();

    private static IMethodSymbol? Function(IOperation call) => call.ChildOperations.OfType<IArgumentOperation>()
        .Select(static argument => Delegates.FunctionOf(argument.Value)).FirstOrDefault(static function => function is not null);

    private static bool IsInLoop(IOperation operation) => WorkBodies.LoopAround(operation) is not null;
}
