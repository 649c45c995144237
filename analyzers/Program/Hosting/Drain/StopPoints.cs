using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>Finds where background work must look at the stop: loop conditions, waits and receives, never the work in hand.</summary>
internal sealed class StopPoints(ShutdownModel model, UndrainedWork undrained)
{
    private static readonly string[] RunningVerbs = ["Run", "Listen", "Poll", "Consume", "Execute", "Watch", "Loop"];

    private readonly WorkBodies _bodies = new(model, undrained.Service);
    private readonly StopScope _scope = new(model, undrained.Service);
    private readonly List<FixStep> _steps = [];
    private readonly HashSet<IOperation> _armed = [];
    private bool _isFixable = true;

    /// <summary>True when the type has one source that the work can use and that its stop cancels.</summary>
    public bool HasEndedSource => SourceField() is { } source && IsEnded(source);

    /// <summary>Adds the steps; false when some work cannot be told to end.</summary>
    public bool AddTo(List<FixStep> plan)
    {
        // A timer's round is work in hand: it runs to its end.
        var functions = undrained.Started
            .Where(static work => work is { Body: not null, Kind: not (WorkKind.Timer or WorkKind.AsyncTimer or WorkKind.EventTimer) })
            .SelectMany(work => _bodies.Reached(work.Body!))
            .GroupBy(static body => body.Function, SymbolEqualityComparer.Default).Select(static group => group.First())
            .Where(body => !undrained.Stop.Runs(body.Function)).ToList();
        foreach (var start in undrained.Started)
        {
            foreach (var operation in start.Start.DescendantsAndSelf())
            {
                LookAtStart(start, operation);
            }
        }

        foreach (var body in functions)
        {
            LookInto(body);
        }

        var exits = new CancellationExits(_bodies, functions, _armed, _scope.Of);
        _isFixable &= exits.AddTo(_steps);
        if (SourceField() is { } source && (_steps.Exists(static step => step is not NeverStop) || plan.Exists(static step => step is TurnTimerIntoLoop)
            || (!IsEnded(source) && Asks(source, functions))))
        {
            plan.Add(new UseSource(source.Locations[0], source.Name, IsEnded(source)));
        }

        // Two starts of one method, or nested functions, meet the same place twice.
        plan.AddRange(_steps.GroupBy(static step => (step.GetType(), step.Where)).Select(static group => group.First()));
        return _isFixable;
    }

    private bool Asks(IFieldSymbol source, IEnumerable<WorkBody> functions) => functions.SelectMany(static body => body.Code.OwnDescendants())
        .Concat(undrained.Started.SelectMany(static work => work.Start.Descendants()))
        .Any(operation => operation is IFieldReferenceOperation { Field: var field } && SymbolEqualityComparer.Default.Equals(field, source));

    private void LookAtStart(StartedWork start, IOperation operation)
    {
        switch (operation)
        {
            // A lambda's own code is looked at with the other bodies.
            case IParameterReferenceOperation { Parameter: var token } reference when _scope.IsStartToken(token):
                ReplaceStartToken(start, reference);
                break;
            case IInvocationOperation call when call == start.Start && _bodies.IsOwn(call):
                PassToOwn(call, null);
                break;
            default:
                break;
        }
    }

    private void LookInto(WorkBody body)
    {
        foreach (var operation in body.Code.OwnDescendants())
        {
            switch (operation)
            {
                case IParameterReferenceOperation { Parameter: var token } reference
                    when _scope.IsStartToken(token) && !undrained.Started.Any(work => work.Start.Syntax.Span.Contains(reference.Syntax.Span)):
                    ReplaceStartToken(null, reference);
                    break;
                case IInvocationOperation call when _bodies.IsInterruptible(call) && IsWaitedFor(call):
                    Arm(call, body);
                    break;
                case IInvocationOperation { TargetMethod: var called, Arguments.Length: 1 } sleep
                    when called.IsMember("System.Threading.Thread", "Sleep") && WorkBodies.LoopAround(sleep) is not null:
                    Add(sleep.Syntax, body, static (at, scope) => new WakeSleep(at, scope));
                    break;
                case IInvocationOperation call when _bodies.IsOwn(call):
                    PassToOwn(call, body);
                    break;
                case ILoopOperation loop when NeedsCheck(loop):
                    Add(loop.Syntax, body, static (at, scope) => new CheckInLoop(at, scope));
                    break;
                default:
                    break;
            }
        }
    }

    // StartAsync's token fires when start-up is aborted and never again.
    private void ReplaceStartToken(StartedWork? start, IParameterReferenceOperation reference)
    {
        var at = reference.Syntax.GetLocation();
        switch (reference.Parent)
        {
            case IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } }:
                break;
            case IArgumentOperation { Parent: IInvocationOperation call } when call == start?.Start && !_bodies.IsOwn(call):
                _steps.Add(new NeverStop(at));
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                _steps.Add(TakesStop(call) ? new ReplaceByStop(at, "") : new NeverStop(at));
                break;
            case IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) }:
                _steps.Add(new ReplaceBySource(at));
                break;
            default:
                _steps.Add(new ReplaceByStop(at, ""));
                break;
        }
    }

    private bool TakesStop(IInvocationOperation call) =>
        _bodies.IsInterruptible(call) || (_bodies.IsOwn(call) && Waits(call.TargetMethod))
        || call.TargetMethod.Name is "ContinueWith" or "ThrowIfCancellationRequested" || RunsOn(call.TargetMethod.Name);

    private static bool RunsOn(string name) =>
        RunningVerbs.Any(verb => name.StartsWith(verb, StringComparison.Ordinal));

    private bool Waits(IMethodSymbol method) => _bodies.Reached(method.Definition()).Any(body => body.Code.OwnDescendants()
        .Any(operation => operation switch
        {
            ILoopOperation loop => WorkBodies.IsUnconditional(loop),
            IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested), Instance: IParameterReferenceOperation } => true,
            IInvocationOperation call => _bodies.IsInterruptible(call),
            _ => false,
        }));

    // A helper with a token of its own gets the stop from whoever calls it.
    private void PassToOwn(IInvocationOperation call, WorkBody? body)
    {
        if (call.TokenArgument() is { } token && (token.IsOmitted() || WorkBodies.IsNone(token.Value)) && Waits(call.TargetMethod)
            && !undrained.Stop.Runs(call.TargetMethod.Definition()))
        {
            AddToken(call, token, body);
        }
    }

    private void Arm(IInvocationOperation call, WorkBody body)
    {
        var token = call.TokenArgument();
        if (token is null)
        {
            if (Overload(call.TargetMethod) is not { } fuller)
            {
                return;
            }

            _armed.Add(call);
            Pass(call, body, HasNames(call) ? fuller.Parameters.Last().Name : null);
        }
        else if (token.IsOmitted() || WorkBodies.IsNone(token.Value))
        {
            _armed.Add(call);
            AddToken(call, token, body);
        }
        else if ((model.Get<SignalFlow>().Of(token) & ~(Signal.StartAbort | Signal.Never)) == 0)
        {
            _armed.Add(call);
        }
    }

    private void AddToken(IInvocationOperation call, IArgumentOperation token, WorkBody? body)
    {
        if (!token.IsOmitted())
        {
            Add(token.Value.Syntax, body, static (at, scope) => new ReplaceByStop(at, scope));
            return;
        }

        var mustBeNamed = HasNames(call) || call.Arguments.Any(argument => argument != token && argument.IsOmitted());
        Pass(call, body, mustBeNamed ? token.Parameter!.Name : null);
    }

    private void Pass(IInvocationOperation call, WorkBody? body, string? name) => Add(call.Syntax, body, (at, scope) => new PassStop(at, scope, name));

    private void Add(SyntaxNode at, WorkBody? body, Func<Location, string, FixStep> step)
    {
        var scope = body is { } inside ? _scope.Of(inside.Function) : "";
        if (scope is null && body is { Function: { MethodKind: MethodKind.Ordinary } shared } && _scope.CanBeInstance(shared))
        {
            _steps.Add(new MakeInstance(shared.DeclaringSyntaxReferences[0].GetSyntax().GetLocation()));
            scope = "";
        }

        _isFixable &= scope is not null;
        _steps.Add(step(at.GetLocation(), scope ?? ""));
    }

    private bool NeedsCheck(ILoopOperation loop) =>
        (WorkBodies.IsUnconditional(loop)
            || loop is IWhileLoopOperation { Condition: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Member: IFieldSymbol } })
        && !loop.Descendants().OfType<IInvocationOperation>().Any(call => _bodies.IsInterruptible(call) && call.TokenArgument() is { } token
            && !WorkBodies.IsNone(token.Value) && !token.IsOmitted() && (model.Get<SignalFlow>().Of(token) & ~(Signal.StartAbort | Signal.Never)) != 0);

    // Also what is handed to a combination of tasks.
    private static bool IsWaitedFor(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent
            is IConversionOperation or IArgumentOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" })
        {
            value = value.Parent;
        }

        return value.Parent is IAwaitOperation or IForEachLoopOperation
            || !(Fates.IsTask(call.Type) || call.Type.IsNamed("System.Collections.Generic.IAsyncEnumerable"));
    }

    private static bool HasNames(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } && arguments.Any(static argument => argument.NameColon is not null);

    private IMethodSymbol? Overload(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other =>
        (other.DeclaredAccessibility == Accessibility.Public || model.Bodies.Declares(other))
        && other.Parameters.Length == method.Parameters.Length + 1 && model.Types.IsCancellationToken(other.Parameters.Last().Type)
        && other.Parameters.Zip(method.Parameters, static (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type))
            .All(static same => same));

    private bool IsEnded(IFieldSymbol source) =>
        undrained.Stop.Ending.Any(operation => SymbolEqualityComparer.Default.Equals(StopPath.EndedBy(operation), source));

    // The type's own source, where it has exactly one that the work can use as it is.
    private IFieldSymbol? SourceField()
    {
        var sources = undrained.Service.Type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => model.Types.Is(field.Type, "System.Threading.CancellationTokenSource") && field is { IsStatic: false, IsReadOnly: true }
                && field.NullableAnnotation != NullableAnnotation.Annotated).ToList();
        return sources.Count == 1 ? sources[0] : null;
    }
}
