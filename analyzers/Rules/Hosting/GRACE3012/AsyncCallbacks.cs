using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3012;

/// <summary>An async function that somebody calls who cannot await it.</summary>
/// <param name="Function">Async and returning nothing.</param>
/// <param name="Given">The argument that hands it over.</param>
internal sealed record UnawaitedCallback(IMethodSymbol Function, IArgumentOperation Given)
{
    /// <summary>The word that makes the callback async; the name of a method.</summary>
    public Location Where => Given.Value.Syntax is AnonymousFunctionExpressionSyntax { AsyncKeyword: { RawKind: (int)SyntaxKind.AsyncKeyword } async }
        ? async.GetLocation()
        : Given.Value.Syntax.GetLocation();
}

/// <summary>Finds async callbacks of timers and tokens whose work nobody waits for.</summary>
internal sealed class AsyncCallbacks(ShutdownModel model)
{
    // What tells somebody else that the callback is through.
    private static readonly HashSet<string> Reports = new(StringComparer.Ordinal)
    {
        "SetResult", "TrySetResult", "SetCanceled", "TrySetCanceled", "SetException", "TrySetException", "TrySetFromTask", "Set", "Release", "Signal",
        "Decrement",
    };

    /// <summary>The async callback of <c>Register</c> or <c>UnsafeRegister</c>; null when there is none, or when it loses nothing.</summary>
    public UnawaitedCallback? OfRegistration(IInvocationOperation call) =>
        call.TargetMethod.Name is "Register" or "UnsafeRegister" && model.Types.IsCancellationToken(call.TargetMethod.ContainingType)
        && In(call.Arguments) is { } callback && IsLost(callback, isStop: call.Instance is { } token && (model.Get<SignalFlow>().Of(token) & Signal.Stop) != 0)
        && !(IsForeign(call) && (IsHandedOn(callback) || IsScoped(call)))
            ? callback
            : null;

    /// <summary>True when nothing tells what the registration's token stands for: callers choose it.</summary>
    public bool IsForeign(IInvocationOperation registration) => registration.Instance is { } token && model.Get<SignalFlow>().Of(token) == Signal.Unknown;

    /// <summary>The async callback of a <c>System.Threading.Timer</c>; null when there is none, or when somebody waits for it.</summary>
    public UnawaitedCallback? OfTimer(IObjectCreationOperation timer) =>
        timer.Constructor is { } constructor && model.Catalogue.Matches(constructor, "System.Threading.Timer::.ctor")
        && In(timer.Arguments) is { } callback && IsLost(callback, isStop: false)
        && model.Bodies.ModelOf(timer.Syntax.SyntaxTree).GetEnclosingSymbol(timer.Syntax.SpanStart) is { ContainingType: { } type }
        && !model.Types.Is(type, "Microsoft.AspNetCore.Components.IComponent")
        && (model.Get<HostedServices>().Of(type) is not { } service || IsLeft(timer, callback, service))
            ? callback
            : null;

    // What the stop waits for by a counter or a signal is fine.
    private bool IsLeft(IObjectCreationOperation timer, UnawaitedCallback callback, HostedService service)
    {
        var started = new StartedWorkFinder(model, service).Find();
        return !new StopPath(model, service, started).WaitsFor(
            new StartedWork(timer, WorkKind.AsyncTimer, callback.Function, null, Repeats: false, callback.Function));
    }

    // All that it does is to call what its own caller has given: whoever gives it knows what may be lost.
    private bool IsHandedOn(UnawaitedCallback callback) =>
        callback.Given.Value.Unwrapped() is IDelegateCreationOperation { Target: IAnonymousFunctionOperation }
        && model.Bodies.Inside(callback.Function).OfType<IInvocationOperation>()
            .Where(static call => call.TargetMethod.Name != "ConfigureAwait" && !WorkBodies.IsPause(call))
            .All(static call => call is { TargetMethod.MethodKind: MethodKind.DelegateInvoke } && call.Instance?.Unwrapped() is IParameterReferenceOperation);

    // A method that works before it returns and hands out a finished task: its await never leaves.
    private bool IsDone(IOperation awaited) => awaited.Unconfigured() switch
    {
        IPropertyReferenceOperation { Property: { Name: nameof(Task.CompletedTask), ContainingType: var task } } when Fates.IsTask(task) => true,
        IInvocationOperation { TargetMethod: { IsAsync: false, IsVirtual: false, IsAbstract: false, IsOverride: false } called }
            when model.Bodies.Declares(called) =>
            MemberTrace.ReturnedBy(model.Bodies.Of(called.Definition())).ToList() is { Count: > 0 } returned
            && returned.TrueForAll(static value => value.Unwrapped() is IPropertyReferenceOperation { Property.Name: nameof(Task.CompletedTask) }),
        _ => false,
    };

    // Bound to a stretch of one method: it ends an operation, not a service.
    private static bool IsScoped(IInvocationOperation call) => call.Ancestors().TakeWhile(static outer => outer is not IBlockOperation)
        .Any(static outer => outer is IUsingDeclarationOperation
            || (outer is IUsingOperation block && block.Resources == outer.ChildOperations.FirstOrDefault()));

    private static UnawaitedCallback? In(IEnumerable<IArgumentOperation> arguments)
    {
        foreach (var argument in arguments)
        {
            if (Delegates.FunctionOf(argument.Value) is { IsAsync: true, ReturnsVoid: true } function)
            {
                return new UnawaitedCallback(function, argument);
            }
        }

        return null;
    }

    // A pause loses nothing when it is cut, but at the stop it is meant to hold up the shutdown.
    private bool IsLost(UnawaitedCallback callback, bool isStop)
    {
        var code = model.Get<CallGraph>().Within(callback.Function).ToList();
        return model.Bodies.Inside(callback.Function)
            .Any(operation => operation is IAwaitOperation { Operation: var awaited } && (isStop || !WorkBodies.IsPause(awaited)) && !IsDone(awaited))
            && !code.Exists(static operation => operation is IInvocationOperation { TargetMethod.Name: var name }
                && (Reports.Contains(name) || name == "StopApplication"));
    }
}
