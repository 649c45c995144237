using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting.Drain;

/// <summary>Works out how one call of a service's loop gets the stop, and what has to take the cancellation that it then throws.</summary>
internal sealed class ServiceLoopPlan(ShutdownModel model, ServiceLoop loop)
{
    private readonly StopScope _scope = new(model, loop.Service);
    private readonly IFieldSymbol? _source = new StopSources(model, loop.Service).Usable();
    private string? _stop;

    private static readonly (FixPlan, string?) Stopless =
        (FixPlan.Empty, "No token that fires at the stop is in scope of the loop, and the service has no source of its own that its stop cancels.");

    /// <summary>The token that carries the stop at the loop: its text, nothing for the service's own source, null when none is in scope.</summary>
    public string? Stop => _stop ??= Find();

    /// <summary>The call gets the token as a further argument, or in place of the one that never fires; or no steps, and why that cannot be written.</summary>
    public (FixPlan Plan, string? Unfixable) Pass(IInvocationOperation call)
    {
        if (Stop is not { } stop)
        {
            return Stopless;
        }

        if (call.TokenArgument() is { } token && !token.IsOmitted())
        {
            return Finish(call, new ReplaceByStop(token.Value.Syntax.GetLocation(), stop));
        }

        return TokenSlot.Of(call) is { CollectFrom: null } slot
            ? Finish(call, new PassStop(call.Syntax.GetLocation(), stop, slot.Name))
            : (FixPlan.Empty, "The call has no overload that takes these arguments and a token.");
    }

    /// <summary>The token takes the place of a time.</summary>
    public (FixPlan Plan, string? Unfixable) Replace(IInvocationOperation call, IArgumentOperation time) =>
        Stop is { } stop ? Finish(call, new ReplaceByStop(time.Value.Syntax.GetLocation(), stop)) : Stopless;

    /// <summary>The loop itself looks at the stop.</summary>
    public (FixPlan Plan, string? Unfixable) Check() =>
        Stop is { } stop ? (FixPlan.Of(Source(stop).Append(new CheckInLoop(loop.Loop.Syntax.GetLocation(), stop))), null) : Stopless;

    /// <summary>A sleeping thread wakes at the stop; where the code can await, it no longer needs the thread.</summary>
    public (FixPlan Plan, string? Unfixable) Wake(IInvocationOperation sleep)
    {
        if (Stop is not { } stop)
        {
            return Stopless;
        }

        if (CanAwait(sleep))
        {
            return sleep.Syntax is InvocationExpressionSyntax { ArgumentList.Arguments: [{ NameColon: not null }] }
                ? (FixPlan.Empty, "The time is a named argument, and a delay calls its parameter by another name.")
                : Finish(sleep, new AwaitSleep(sleep.Syntax.GetLocation(), stop));
        }

        // Woken by the stop and not told to end, the loop would spin.
        var steps = Source(stop).Append(new WakeSleep(sleep.Syntax.GetLocation(), stop));
        return (FixPlan.Of(WorkBodies.IsUnconditional(loop.Loop) ? steps.Append(new CheckInLoop(loop.Loop.Syntax.GetLocation(), stop)) : steps), null);
    }

    private bool CanAwait(IOperation sleep) =>
        loop.Function.IsAsync && sleep.Parent is IExpressionStatementOperation && !sleep.Ancestors().Any(static outer => outer is ILockOperation);

    private (FixPlan Plan, string? Unfixable) Finish(IInvocationOperation call, StopStep mend)
    {
        if (loop.Function is { IsAsync: true, ReturnsVoid: true })
        {
            return (FixPlan.Empty, "Cancelled here, the exception would leave an 'async void' method, and that ends the process.");
        }

        var steps = new List<FixStep> { mend };
        var exits = new CancellationExits(new WorkBodies(model, loop.Service), loop.Functions, [call], ScopeOf);
        return !exits.AddTo(steps)
                ? (FixPlan.Empty,
                    "Cancelled here, the exception would pass code that must still run or would be taken for a failure, and the way out cannot be written.")
                : (FixPlan.Of(Source(mend.Scope).Concat(steps)), null);
    }

    private string? Find() => model.Get<TokensInScope>().Nearest(Role.Receive, loop.Loop)?.Expression switch
    {
        null => _source is not null && _scope.Of(loop.Function) is "" ? "" : null,
        var token when token == _source?.Name + "." + nameof(CancellationTokenSource.Token) => "",
        var token => token,
    };

    private string? ScopeOf(IMethodSymbol function) =>
        SymbolEqualityComparer.Default.Equals(function, loop.Function) ? Stop : _scope.Of(function);

    private IEnumerable<FixStep> Source(string stop) =>
        stop.Length == 0 && _source is not null ? [new UseSource(_source.Locations[0], _source.Name, IsEnded: true)] : [];
}
