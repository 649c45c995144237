using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using GracefulAnalyzers.Signals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services.Background;

/// <summary>Finds where background work must look at the stop: loop conditions, waits and receives, never the work in hand.</summary>
internal sealed class BackgroundWorkEndings(ShutdownModel model, UndrainedWork undrained)
{
    private static readonly string[] RunningVerbs = ["Run", "Listen", "Poll", "Consume", "Execute", "Watch", "Loop"];

    private readonly BackgroundWorkBodies _bodies = new(model, undrained.Service);
    private readonly BackgroundWorkScope _scope = new(model, undrained.Service);
    private readonly List<FixStep> _steps = [];
    private readonly HashSet<IOperation> _armed = [];
    private bool _isFixable = true;

    /// <summary>True when the type has one source that the work can use and that its stop cancels.</summary>
    public bool HasEndedSource => SourceField() is { } source && IsEnded(source);

    /// <summary>Adds the steps; false when some work cannot be told to end.</summary>
    public bool AddTo(List<FixStep> plan)
    {
        var functions = undrained.Started.Where(static work => work.Body is not null).SelectMany(work => _bodies.Reached(work.Body!))
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

        var exits = new BackgroundWorkExits(_bodies, functions, _armed, _scope.Of);
        _isFixable &= exits.AddTo(_steps);
        if (SourceField() is { } source && (_steps.Exists(static step => step.Verb != DrainVerb.Never) || (!IsEnded(source) && Asks(source, functions))))
        {
            plan.Add(new FixStep(DrainVerb.Source, source.Locations[0], source.Name + (IsEnded(source) ? ",ended" : "")));
        }

        // Two starts of one method, or nested functions, meet the same place twice.
        plan.AddRange(_steps.GroupBy(static step => (step.Verb, step.Where)).Select(static group => group.First()));
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
                case IParameterReferenceOperation { Parameter: var token } reference when _scope.IsStartToken(token) && !undrained.Started.Any(work => work.Start.Syntax.Span.Contains(reference.Syntax.Span)):
                    ReplaceStartToken(null, reference);
                    break;
                case IInvocationOperation call when _bodies.IsInterruptible(call) && IsAwaited(call):
                    Arm(call, body);
                    break;
                case IInvocationOperation { TargetMethod: { Name: "Sleep", ContainingType.Name: "Thread" } } sleep when BackgroundWorkBodies.LoopAround(sleep) is not null && sleep.Arguments.Length == 1:
                    Add(DrainVerb.Sleep, sleep.Syntax, body, "");
                    break;
                case IInvocationOperation call when _bodies.IsOwn(call):
                    PassToOwn(call, body);
                    break;
                case ILoopOperation loop when NeedsCheck(loop):
                    Add(DrainVerb.Loop, loop.Syntax, body, "");
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
                _steps.Add(new FixStep(DrainVerb.Never, at));
                break;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                _steps.Add(new FixStep(TakesStop(call) ? DrainVerb.Token : DrainVerb.Never, at));
                break;
            case IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) }:
                _steps.Add(new FixStep(DrainVerb.Check, at));
                break;
            default:
                _steps.Add(new FixStep(DrainVerb.Token, at));
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
            ILoopOperation loop => BackgroundWorkBodies.IsUnconditional(loop),
            IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested), Instance: IParameterReferenceOperation } => true,
            IInvocationOperation call => _bodies.IsInterruptible(call),
            _ => false,
        }));

    // A helper with a token of its own gets the stop from whoever calls it.
    private void PassToOwn(IInvocationOperation call, WorkBody? body)
    {
        if (call.TokenArgument() is { } token && (token.IsOmitted() || BackgroundWorkBodies.IsNone(token.Value)) && Waits(call.TargetMethod) && !undrained.Stop.Runs(call.TargetMethod.Definition()))
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
            Add(DrainVerb.Pass, call.Syntax, body, HasNames(call) ? fuller.Parameters.Last().Name : "");
        }
        else if (token.IsOmitted() || BackgroundWorkBodies.IsNone(token.Value))
        {
            _armed.Add(call);
            AddToken(call, token, body);
        }
        else if ((model.Signals.Of(token) & ~(Signal.StartAbort | Signal.Never)) == 0)
        {
            _armed.Add(call);
        }
    }

    private void AddToken(IInvocationOperation call, IArgumentOperation token, WorkBody? body)
    {
        if (!token.IsOmitted())
        {
            Add(DrainVerb.Token, token.Value.Syntax, body, "");
            return;
        }

        var mustBeNamed = HasNames(call) || call.Arguments.Any(argument => argument != token && argument.IsOmitted());
        Add(DrainVerb.Pass, call.Syntax, body, mustBeNamed ? token.Parameter!.Name : "");
    }

    private void Add(string verb, SyntaxNode at, WorkBody? body, string rest)
    {
        var scope = body is { } inside ? _scope.Of(inside.Function) : "";
        if (scope is null && body is { Function: { MethodKind: MethodKind.Ordinary } shared } && _scope.CanBeInstance(shared))
        {
            _steps.Add(new FixStep(DrainVerb.Instance, shared.DeclaringSyntaxReferences[0].GetSyntax().GetLocation()));
            scope = "";
        }

        _isFixable &= scope is not null;
        _steps.Add(new FixStep(verb, at.GetLocation(), scope + (rest.Length > 0 ? "," + rest : "")));
    }

    private bool NeedsCheck(ILoopOperation loop) =>
        (BackgroundWorkBodies.IsUnconditional(loop) || loop is IWhileLoopOperation { Condition: IMemberReferenceOperation { Type.SpecialType: SpecialType.System_Boolean, Member: IFieldSymbol } })
        && !loop.Descendants().OfType<IInvocationOperation>().Any(call => _bodies.IsInterruptible(call) && call.TokenArgument() is { } token
            && !BackgroundWorkBodies.IsNone(token.Value) && !token.IsOmitted() && (model.Signals.Of(token) & ~(Signal.StartAbort | Signal.Never)) != 0);

    private static bool IsAwaited(IInvocationOperation call)
    {
        IOperation value = call;
        while (value.Parent is IConversionOperation or IArgumentOperation or IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "AsTask" or "WithCancellation" })
        {
            value = value.Parent;
        }

        return value.Parent is IAwaitOperation or IForEachLoopOperation || !(Fates.IsTask(call.Type) || call.Type is INamedTypeSymbol { Name: "IAsyncEnumerable" });
    }

    private static bool HasNames(IInvocationOperation call) =>
        call.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } && arguments.Any(static argument => argument.NameColon is not null);

    private IMethodSymbol? Overload(IMethodSymbol method) => method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>().FirstOrDefault(other =>
        (other.DeclaredAccessibility == Accessibility.Public || model.Bodies.Declares(other))
        && other.Parameters.Length == method.Parameters.Length + 1 && model.Types.IsCancellationToken(other.Parameters.Last().Type)
        && other.Parameters.Zip(method.Parameters, static (left, right) => SymbolEqualityComparer.Default.Equals(left.Type, right.Type)).All(static same => same));

    private bool IsEnded(IFieldSymbol source) =>
        undrained.Stop.Ending.Any(operation => SymbolEqualityComparer.Default.Equals(BackgroundWorkStop.EndedBy(operation), source));

    // The type's own source, where it has exactly one that the work can use as it is.
    private IFieldSymbol? SourceField()
    {
        var sources = undrained.Service.Type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => model.Types.Is(field.Type, "System.Threading.CancellationTokenSource") && field is { IsStatic: false, IsReadOnly: true } && field.NullableAnnotation != NullableAnnotation.Annotated).ToList();
        return sources.Count == 1 ? sources[0] : null;
    }
}
