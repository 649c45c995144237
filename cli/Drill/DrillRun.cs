using System.Security.Cryptography;
using GracefulAnalyzers.Cli.Drill.Effects;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>One drill: start, warm up, then signal, drain and restart as often as planned.</summary>
internal sealed class DrillRun(DrillPlan plan, IServiceUnderTest service, IDrillProgress progress, DrillClock clock)
{
    // After the process is gone the kernel ends its connections at once; what is still open then hangs.
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan KillTime = TimeSpan.FromSeconds(10);

    // A command that never returns must not hold a pipeline for ever.
    private static readonly TimeSpan StopCommandTime = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    private readonly List<CycleReport> _cycles = [];

    /// <exception cref="DrillRefusedException">The service could not be drilled.</exception>
    public async Task<DrillReport> RunAsync(CancellationToken cancellation)
    {
        await using var load = new LoadGenerator(plan.Load, clock);
        await using var readiness = new ReadinessProbe(plan.Ready, plan.Load, clock);
        await using EffectProbe? effects = await EffectProbe.OpenAsync(plan, clock, cancellation);
        progress.Follow(load);

        progress.Phase("Starting the service");
        await service.StartAsync(cancellation);
        readiness.Start();
        await BecomeReadyAsync(readiness, cancellation);

        progress.Phase("Warming up");
        load.Start();
        await FeedAsync(effects?.BeginAsync(plan.ReadyTimeout, cancellation));
        await WarmUpAsync(load, cancellation);
        await FeedAsync(effects?.CheckLedgerAsync(UndisturbedAsync, cancellation));

        for (int number = 1; number <= plan.Cycles; number++)
        {
            CycleReport cycle = await StopAsync(number, load, readiness, effects, cancellation);
            bool again = number < plan.Cycles || plan.Restart;
            if (again)
            {
                progress.Phase($"Cycle {number}: starting the service again");
                cycle = cycle with { ReadyAgainAt = await RestartAsync(load, readiness, cancellation) };
            }

            _cycles.Add(cycle);
            if (again)
            {
                progress.Phase($"Cycle {number}: undisturbed load");
                await UndisturbedAsync(Draw(plan.Every), cancellation);
            }
        }

        progress.Phase("Waiting for the last answers");
        // A service that somebody still answers for may be slow with the rest; nobody answers for one that is gone.
        bool isGone = !plan.Restart && plan.Service is not ServiceAccess.Commanded
            && readiness.Latest?.State is ReadinessState.Unreachable or ReadinessState.Silent;
        await load.StopAsync(isGone ? SettleTime : plan.Load.HangAfter, isGone ? _cycles[^1].ExitedAt : null, cancellation);
        if (!plan.Restart)
        {
            // Some came after the exit.
            Rejudge(load, readiness, _cycles[^1]);
        }

        (TimeSpan duration, IReadOnlyList<ReadinessChange> changes) = (clock.Now, readiness.Changes);
        if (effects is not null)
        {
            await SettleAsync(effects, readiness, cancellation);
        }

        EffectCounts? counts = effects is { LedgerIsServed: true } ? await effects.CountAsync(cancellation) : null;
        await LeaveAsync(cancellation);
        counts = effects is { LedgerIsServed: false } ? await effects.CountAsync(cancellation) : counts;
        return new(plan, clock.StartedAt, duration, [.. load.Targets.Select(target => target.Ending!)], load.Records, changes, _cycles,
            counts) { EffectRemark = effects?.Remark };
    }

    private static Task FeedAsync(Task? publishing) => publishing ?? Task.CompletedTask;

    // What the stops left behind is worked off by the next run of the service, outside the measurement.
    private async Task SettleAsync(EffectProbe effects, ReadinessProbe readiness, CancellationToken cancellation)
    {
        if (service.Exit.IsCompleted && service.CanStart)
        {
            progress.Phase("Starting the service again, to work off what is left in the queue");
            await service.StartAsync(cancellation);
            await BecomeReadyAsync(readiness, cancellation);
        }

        // A service that cannot be started again is not there to be disturbed.
        await effects.SettleAsync(service.Exit.IsCompleted ? Task.Delay : UndisturbedAsync, progress.Phase, cancellation);
    }

    private async Task BecomeReadyAsync(ReadinessProbe readiness, CancellationToken cancellation)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        bound.CancelAfter(plan.ReadyTimeout);
        Task ready = readiness.WaitUntilReadyAsync(bound.Token);
        if (await Task.WhenAny(ready, service.Exit) == service.Exit)
        {
            ServiceExit exit = await service.Exit;
            throw new DrillRefusedException($"The service ended before it was ready{WithCode(exit)}.", await service.LastOutputAsync());
        }

        try
        {
            await ready;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new DrillRefusedException($"The service was not ready within {DurationText.Format(plan.ReadyTimeout)}: {plan.Ready} {Describe(readiness)}.",
                await service.LastOutputAsync());
        }

        service.Ready();
    }

    private async Task WarmUpAsync(LoadGenerator load, CancellationToken cancellation)
    {
        TimeSpan begun = clock.Now;
        await UndisturbedAsync(plan.WarmUp, cancellation);
        while (load.Targets.Any(target => !target.HasLearned) && clock.Now - begun <= plan.WarmUpLimit)
        {
            await UndisturbedAsync(Glance, cancellation);
        }

        if (load.Targets.FirstOrDefault(target => target.Ending is null && !target.HasLearned) is { } slow)
        {
            throw new DrillRefusedException(
                $"Fewer than {EndingLearner.StreamsToLearnFrom} answers of {slow.Plan.Method} {slow.Plan.Url} "
                    + $"were complete within {DurationText.Format(plan.WarmUpLimit)}, so the drill cannot know what a complete one looks like. "
                    + "Check --url, --method, --header and --body; raise --warm-up-limit for longer streams; "
                    + "use --complete REGEX or --endless for streams without an end.",
                [.. slow.Unjudged(), .. await service.LastOutputAsync()]);
        }

        load.EndLearning();
        if (load.Records.FirstOrDefault(record => record.Outcome == Outcome.Rejected) is { } rejected
            && load.Records.All(record => record.Kind != rejected.Kind || record.Outcome == Outcome.Rejected))
        {
            throw new DrillRefusedException(
                $"The service answers HTTP {rejected.Status} to {load.Targets[rejected.Kind].Plan.Url}. Check --url, --method, --header and --body.",
                await service.LastOutputAsync());
        }

        if (load.Targets.Select(target => (target.Plan, Answers: target.Unmatched())).FirstOrDefault(entry => entry.Answers.Count > 0)
            is { Plan: { } unmatched, Answers: var answers })
        {
            throw new DrillRefusedException(
                $"--complete '{unmatched.Complete}' matched no undisturbed answer of {unmatched.Method} {unmatched.Url}: "
                    + "every answer would count as truncated. Correct it, or leave it out and the drill learns it.",
                [.. answers, .. await service.LastOutputAsync()]);
        }
    }

    private async Task<CycleReport> StopAsync(int number, LoadGenerator load, ReadinessProbe readiness, EffectProbe? effects, CancellationToken cancellation)
    {
        await FillAsync(load, cancellation);
        await FeedAsync(effects?.BeforeSignalAsync(number, cancellation));
        Task<ServiceExit> exited = service.Exit;
        string receiver = service.Description;
        int inFlight = load.InFlight;
        TimeSpan signalledAt = clock.Now;
        TimeSpan deadline = signalledAt + plan.Grace;
        load.Stopping();
        service.Stop(plan.Signal);
        progress.Phase($"Cycle {number}: {StopSignals.NameOf(plan.Signal)} sent, {inFlight} requests in flight");

        using var drained = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task newcomers = load.SendNewcomersAsync(drained.Token);
        Task feeding = FeedAsync(effects?.WhileStoppingAsync(number, cancellation));
        bool late = await Task.WhenAny(exited, Task.Delay(plan.Grace, cancellation)) != exited;
        cancellation.ThrowIfCancellationRequested();
        if (late)
        {
            bool killed = service.Kill();
            TimeSpan longest = killed ? KillTime : StopCommandTime;
            progress.Phase($"Cycle {number}: the grace period is over, {(killed ? StopSignals.NameOf(StopSignal.Sigkill) : "waiting for the stop command")}");
            if (await Task.WhenAny(exited, Task.Delay(longest, cancellation)) != exited)
            {
                cancellation.ThrowIfCancellationRequested();
                throw new DrillRefusedException($"{(killed ? "The service did not end" : "The stop command did not return")} "
                    + $"within {DurationText.Format(longest)} after the grace period.", await service.LastOutputAsync());
            }
        }

        ServiceExit exit = await exited;
        await drained.CancelAsync();
        await newcomers;
        await feeding;
        await FeedAsync(effects?.ServiceEndedAsync(cancellation));
        TimeSpan lastStart = exit.At;
        if (service.CanStart && (number < plan.Cycles || plan.Restart))
        {
            load.Pause();
            lastStart = clock.Now;
        }

        await load.SettleAsync(lastStart, SettleTime, cancellation);
        if (plan.Service is ServiceAccess.Commanded)
        {
            // A command may return before anybody has noticed that the listener closed.
            await readiness.WaitForProbeAsync(cancellation);
        }

        var cycle = new CycleReport(number, plan.Signal, receiver, signalledAt, inFlight, deadline, exit.At, exit.ExitCode, late,
            ReadyAgainAt: null) { LastAnsweredAt = readiness.LastAnswered };
        Rejudge(load, readiness, cycle);
        return cycle;
    }

    private void Rejudge(LoadGenerator load, ReadinessProbe readiness, CycleReport cycle) =>
        load.Rejudge(ClosingListener.Judge(plan, load.Records, cycle, readiness.Changes, readiness.LastAnswered));

    // The signal should meet the load that was asked for; short requests never reach it, so not for long.
    private async Task FillAsync(LoadGenerator load, CancellationToken cancellation)
    {
        int wanted = plan.Load.Requests.Sum(request => request.Concurrency) * 9 / 10;
        TimeSpan longest = clock.Now + plan.WarmUp;
        while (load.InFlight < wanted && clock.Now < longest)
        {
            await UndisturbedAsync(Glance, cancellation);
        }
    }

    private async Task<TimeSpan> RestartAsync(LoadGenerator load, ReadinessProbe readiness, CancellationToken cancellation)
    {
        await service.StartAsync(cancellation);
        await BecomeReadyAsync(readiness, cancellation);
        load.Continue();
        return clock.Now;
    }

    // The drill's own service is not needed any longer; it may stop in its own way, outside the measurement.
    private async Task LeaveAsync(CancellationToken cancellation)
    {
        if (service.IsOwned && !service.Exit.IsCompleted)
        {
            service.Stop(plan.Signal);
            await Task.WhenAny(service.Exit, Task.Delay(plan.Grace, cancellation));
        }
    }

    private async Task UndisturbedAsync(TimeSpan time, CancellationToken cancellation)
    {
        if (await Task.WhenAny(service.Exit, Task.Delay(time, cancellation)) == service.Exit)
        {
            ServiceExit exit = await service.Exit;
            throw new DrillRefusedException($"The service ended by itself, before any signal{WithCode(exit)}.", await service.LastOutputAsync());
        }

        cancellation.ThrowIfCancellationRequested();
    }

    private static string WithCode(ServiceExit exit) => exit.ExitCode is { } code ? $" (exit code {code})" : "";

    private static TimeSpan Draw(DurationRange range)
    {
        int spread = (int)(range.To - range.From).TotalMilliseconds;
        return range.From + TimeSpan.FromMilliseconds(spread > 0 ? RandomNumberGenerator.GetInt32(spread + 1) : 0);
    }

    private static string Describe(ReadinessProbe readiness) => readiness.Latest switch
    {
        _ when readiness.TlsProblem is { } problem => $"has no TLS connection to offer ({problem.TrimEnd('.')}); --insecure accepts any certificate",
        null => "was never asked",
        { Status: { } status } => $"answers HTTP {status}",
        { State: ReadinessState.Silent } => "does not answer in time",
        _ => "refuses connections",
    };
}

/// <summary>Tells the person how the drill gets on.</summary>
internal interface IDrillProgress
{
    void Phase(string text);

    /// <summary>Shows this load's counts from now on.</summary>
    void Follow(LoadGenerator load);
}
