using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Tests.Tokens;

internal static partial class SignalRows
{
    private const Signal FiredStop = Signal.ServiceStop | Signal.AlreadyFired;
    private const Signal MaybeStop = Signal.ServiceStop | Signal.MaybeFired;

    private static SignalRow[] Fired =>
    [
        Service("asked and true", "if (stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("asked and false, with an early return", "if (!stoppingToken.IsCancellationRequested) { return; } await Probe.Of(stoppingToken);", FiredStop),
        Service("asked and false, in the else", "if (!stoppingToken.IsCancellationRequested) { Console.WriteLine(); } else { await Probe.Of(stoppingToken); }",
            FiredStop),
        Service("asked in a conjunction", "if (Environment.HasShutdownStarted && stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }",
            FiredStop),
        Service("asked left of a conjunction",
            "var done = stoppingToken.IsCancellationRequested && Probe.Of(stoppingToken).IsCompleted; await Task.CompletedTask;", FiredStop),
        Service("asked in a ternary", "await (stoppingToken.IsCancellationRequested ? Probe.Of(stoppingToken) : Task.CompletedTask);", FiredStop),
        Service("asked by comparison", "if (stoppingToken.IsCancellationRequested == true) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("asked by pattern", "if (stoppingToken is { IsCancellationRequested: true }) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("asked by a negative pattern", "if (stoppingToken.IsCancellationRequested is not true) { return; } await Probe.Of(stoppingToken);", FiredStop),
        Service("asked into a local", "var isStopping = stoppingToken.IsCancellationRequested; if (isStopping) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("asked through an alias", "var token = stoppingToken; if (token.IsCancellationRequested) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("used through an alias", "var token = stoppingToken; if (stoppingToken.IsCancellationRequested) { await Probe.Of(token); }", FiredStop),
        Service("on both branches", "if (Environment.HasShutdownStarted) { if (!stoppingToken.IsCancellationRequested) { return; } } "
            + "else { while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } } await Probe.Of(stoppingToken);", FiredStop),
        Service("asked twice over", "if (!(stoppingToken.IsCancellationRequested || Environment.HasShutdownStarted && "
            + "stoppingToken.IsCancellationRequested)) { return; } await Probe.Of(stoppingToken);", FiredStop),
        Service("after the loop that only it ends", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } await Probe.Of(stoppingToken);",
            FiredStop),
        Service("after a loop with a break on it",
            "while (true) { if (stoppingToken.IsCancellationRequested) { break; } await Task.Yield(); } await Probe.Of(stoppingToken);", FiredStop),
        Service("after a do loop", "do { await Task.Yield(); } while (!stoppingToken.IsCancellationRequested); await Probe.Of(stoppingToken);", FiredStop),
        Service("after a for loop", "for (var i = 0; !stoppingToken.IsCancellationRequested; i++) { await Task.Yield(); } await Probe.Of(stoppingToken);",
            FiredStop),
        Service("after a loop that goes on after errors", "while (!stoppingToken.IsCancellationRequested) { try { await Task.Yield(); } "
            + "catch (FormatException) { continue; } } await Probe.Of(stoppingToken);", FiredStop),
        Service("after an inner loop with breaks of its own", "while (!stoppingToken.IsCancellationRequested) { foreach (var i in new[] { 1 }) "
            + "{ if (i > 0) { break; } } await Task.Yield(); } await Probe.Of(stoppingToken);", FiredStop),
        Service("caught for it", "try { await Task.Yield(); } catch (OperationCanceledException ex) when (ex.CancellationToken == stoppingToken) "
            + "{ await Probe.Of(stoppingToken); }", FiredStop),
        Service("caught while it is requested",
            "try { await Task.Yield(); } catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); "
                + "}", FiredStop),
        Service("any exception caught while it is requested",
            "try { await Task.Yield(); } catch (Exception) when (stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("caught, then compared", "try { await Task.Yield(); } catch (Exception ex) { if (ex is OperationCanceledException cancelled && "
            + "cancelled.CancellationToken == stoppingToken) { await Probe.Of(stoppingToken); } }", FiredStop),
        Service("after an endless wait that is caught",
            "try { await Task.Delay(Timeout.Infinite, stoppingToken); } catch (OperationCanceledException) { } await Probe.Of(stoppingToken);", FiredStop),
        Service("in the catch of an endless wait",
            "try { await Task.Delay(Timeout.InfiniteTimeSpan, stoppingToken); } catch (TaskCanceledException) { await Probe.Of(stoppingToken); }", FiredStop),
        Service("in the finally of an endless wait",
            "try { await Task.Yield(); await Task.Delay(-1, stoppingToken).ConfigureAwait(false); } finally { await Probe.Of(stoppingToken); }", FiredStop),
        Service("after an endless wait that does not throw",
            "await Task.Delay(Timeout.Infinite, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); await Probe.Of(stoppingToken);",
            FiredStop),
        Service("after an endless wait in WhenAny", "await Task.WhenAny(Task.Delay(Timeout.Infinite, stoppingToken)); await Probe.Of(stoppingToken);",
            FiredStop),
        Service("after its wait handle", "stoppingToken.WaitHandle.WaitOne(); await Probe.Of(stoppingToken);", FiredStop),
        Service("linked source of a fired token", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); "
            + "if (stoppingToken.IsCancellationRequested) { await Probe.Of(linked.Token); }", FiredStop),
        Service("linked to a fired token", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } "
            + "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); linked.CancelAfter(5000); "
            + "await Probe.Of(linked.Token);", FiredStop | Signal.Timeout),
        Service("linked to the started token",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStarted); "
                + "await Probe.Of(linked.Token);", FiredStop),
        Service("fired on one path", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } "
            + "await Probe.Of(Environment.HasShutdownStarted ? stoppingToken : CancellationToken.None);", FiredStop | Signal.Never),
        Service("in its own callback", "stoppingToken.Register(() => Probe.Of(stoppingToken)); await Task.CompletedTask;", FiredStop),
        Any("in the stopping callback", "lifetime.ApplicationStopping.Register(() => Probe.Of(lifetime.ApplicationStopping)); await Task.CompletedTask;",
            Signal.HostStop | Signal.AlreadyFired),
        Any("in the stopping callback's method", "lifetime.ApplicationStopping.Register(OnStopping); await Task.CompletedTask;",
            Signal.HostStop | Signal.AlreadyFired, "private void OnStopping() => Probe.Of(lifetime.ApplicationStopping);"),
        new("after its source was cancelled", Stop, "_stop.Cancel(); await Probe.Of(_stop.Token);",
            FiredStop) { Is = "IHostedService", Members = EmptyStart + "private readonly CancellationTokenSource _stop = new();" },
        new("after its source was cancelled, awaited", Stop, "await _stop.CancelAsync(); await Probe.Of(_stop.Token);",
            FiredStop) { Is = "IHostedService", Members = EmptyStart + "private readonly CancellationTokenSource _stop = new();" },
        new("in a helper after its source was cancelled", Stop, "_stop.Cancel(); await DrainAsync();", FiredStop) { Is = "IHostedService",
            Members = EmptyStart + "private readonly CancellationTokenSource _stop = new(); private Task DrainAsync() => Probe.Of(_stop.Token);" },
        new("a request's token, asked", Request, "if (context.RequestAborted.IsCancellationRequested) { await Probe.Of(context.RequestAborted); }",
            Signal.ClientGone | Signal.AlreadyFired),
        Service("a source, asked", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); "
            + "if (linked.IsCancellationRequested) { await Probe.Of(linked.Token); }", FiredStop),
        Service("passed on after it fired", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } await SaveAsync(stoppingToken);", FiredStop,
            "private static Task SaveAsync(CancellationToken token) => Probe.Of(token);"),
        Service("captured where it fired", "if (stoppingToken.IsCancellationRequested) { await Task.Run(() => Probe.Of(stoppingToken)); }", FiredStop),
    ];

    private static SignalRow[] NotFired =>
    [
        Service("asked and not requested", "if (!stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }", Signal.ServiceStop),
        Service("within the loop", "while (!stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }", Signal.ServiceStop),
        Service("after a loop with another exit", "while (!stoppingToken.IsCancellationRequested) { if (Environment.HasShutdownStarted) { break; } "
            + "await Task.Yield(); } await Probe.Of(stoppingToken);", Signal.ServiceStop),
        Service("after a loop with another condition",
            "while (!stoppingToken.IsCancellationRequested && !Environment.HasShutdownStarted) { await Task.Yield(); } await Probe.Of(stoppingToken);",
            Signal.ServiceStop),
        Service("asked in a disjunction", "if (Environment.HasShutdownStarted || stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); }",
            Signal.ServiceStop),
        Service("asked of another token", "if (lifetime.ApplicationStopping.IsCancellationRequested) { await Probe.Of(stoppingToken); }", Signal.ServiceStop),
        Service("asked of the link, not of the linked", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, "
            + "lifetime.ApplicationStopping); if (linked.IsCancellationRequested) { await Probe.Of(stoppingToken); }", Signal.ServiceStop),
        Service("replaced after it fired",
            "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } stoppingToken = CancellationToken.None; "
                + "await Probe.Of(stoppingToken);", Signal.Never),
        Service("a fresh source after it fired", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } "
            + "using var fresh = new CancellationTokenSource(5000); await Probe.Of(fresh.Token);", Signal.Timeout),
        Service("a source renewed after it was cancelled", "var source = new CancellationTokenSource(1000); await source.CancelAsync(); "
            + "source = new CancellationTokenSource(5000); await Probe.Of(source.Token);", Signal.Timeout | Signal.Unknown),
        Service("none when it fired", "while (!stoppingToken.IsCancellationRequested) { await Task.Yield(); } "
            + "await Probe.Of(stoppingToken.IsCancellationRequested ? CancellationToken.None : stoppingToken);", Signal.ServiceStop | Signal.Never),
        Service("after a finite wait that is caught",
            "try { await Task.Delay(1000, stoppingToken); } catch (OperationCanceledException) { } await Probe.Of(stoppingToken);", Signal.ServiceStop),
        Service("asked in a branch that ends", "if (stoppingToken.IsCancellationRequested) { return; } await Probe.Of(stoppingToken);", Signal.ServiceStop),
        Service("after WhenAny with work", "await Task.WhenAny(Task.Yield().GetAwaiter().IsCompleted ? Task.CompletedTask : "
            + "Task.Delay(1), Task.Delay(Timeout.Infinite, stoppingToken)); await Probe.Of(stoppingToken);", Signal.ServiceStop),
        Service("caught for another", "try { await Task.Yield(); } catch (OperationCanceledException ex) when (ex.CancellationToken != stoppingToken) "
            + "{ Console.WriteLine(); } await Probe.Of(stoppingToken);", Signal.ServiceStop),
        Service("a label in between", "again: if (!stoppingToken.IsCancellationRequested) { if (Environment.HasShutdownStarted) { goto end; } goto again; "
            + "} end: await Probe.Of(stoppingToken);", Signal.ServiceStop),
    ];

    private static SignalRow[] Maybe =>
    [
        Service("in a bare cancellation catch", "try { await Task.Yield(); } catch (OperationCanceledException) { await Probe.Of(stoppingToken); }", MaybeStop),
        Service("in a bare task cancellation catch", "try { await Task.Yield(); } catch (TaskCanceledException) { await Probe.Of(stoppingToken); }", MaybeStop),
        Service("in a finally", "try { await Task.Yield(); } finally { await Probe.Of(stoppingToken); }", MaybeStop),
        Service("in a branch of a finally", "try { await Task.Yield(); } finally { if (Environment.HasShutdownStarted) { await Probe.Of(stoppingToken); } }",
            MaybeStop),
        Service("linked, in a finally", "using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken); try { await Task.Yield(); } "
            + "finally { await Probe.Of(linked.Token); }", MaybeStop),
        Service("passed on in a finally", "try { await Task.Yield(); } finally { await SaveAsync(stoppingToken); }", MaybeStop,
            "private static Task SaveAsync(CancellationToken token) => Probe.Of(token);"),
        new("a request's token in a finally", Request, "try { await Task.Yield(); } finally { await Probe.Of(context.RequestAborted); }",
            Signal.ClientGone | Signal.MaybeFired),
        Service("in a finally, asked and not requested",
            "try { await Task.Yield(); } finally { if (!stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); } }", Signal.ServiceStop),
        Service("in a cancellation catch of others",
            "try { await Task.Yield(); } catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested) { await Probe.Of(stoppingToken); "
                + "}", Signal.ServiceStop),
        Service("in the catch of another exception", "try { await Task.Yield(); } catch (FormatException) { await Probe.Of(stoppingToken); }",
            Signal.ServiceStop),
        Service("a fresh source in a finally",
            "try { await Task.Yield(); } finally { using var fresh = new CancellationTokenSource(5000); await Probe.Of(fresh.Token); }", Signal.Timeout),
        Service("none in a finally", "try { await Task.Yield(); } finally { await Probe.Of(CancellationToken.None); }", Signal.Never),
        Service("after the finally", "try { await Task.Yield(); } finally { Console.WriteLine(); } await Probe.Of(stoppingToken);", Signal.ServiceStop),
    ];
}
