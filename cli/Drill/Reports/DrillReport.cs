using GracefulAnalyzers.Cli.Drill.Effects;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>One signal and what followed. Times count from the drill's begin.</summary>
/// <param name="Receiver">What got the signal.</param>
/// <param name="InFlight">Requests in flight at the signal.</param>
/// <param name="Late">The grace period ran out, and SIGKILL followed.</param>
/// <param name="ReadyAgainAt">When the restarted service was ready; null when it was not started again.</param>
internal sealed record CycleReport(
    int Number, StopSignal Signal, string Receiver, TimeSpan SignalledAt, int InFlight, TimeSpan Deadline, TimeSpan ExitedAt, int? ExitCode, bool Late,
    TimeSpan? ReadyAgainAt)
{
    /// <summary>When the last readiness probe before the exit that was answered, with whatever status, had begun; null when none was.</summary>
    public TimeSpan? LastAnsweredAt { get; init; }

    public TimeSpan TimeToExit => ExitedAt - SignalledAt;
}

/// <summary>Durations of completed requests.</summary>
internal sealed record Percentiles(TimeSpan P50, TimeSpan P95, TimeSpan P99)
{
    /// <summary>Null when there is nothing to measure. Each percentile is a duration that was measured: the nearest rank.</summary>
    public static Percentiles? Of(IEnumerable<TimeSpan> durations)
    {
        TimeSpan[] sorted = [.. durations.Order()];
        return sorted.Length == 0 ? null : new(Rank(0.50), Rank(0.95), Rank(0.99));

        TimeSpan Rank(double share) => sorted[Math.Max(0, (int)Math.Ceiling(share * sorted.Length) - 1)];
    }
}

/// <summary>Times that the measured work fits into, in whole seconds.</summary>
/// <param name="ShutdownTimeout">The 99th percentile and a margin.</param>
/// <param name="DrainDelay">How long the service went on accepting after the signal.</param>
/// <param name="TerminationGracePeriod">The delay, the timeout, and time to release and exit, and no less than the longest stop that was in time. A preStop
/// hook comes on top.</param>
/// <param name="IsLowerBound">Requests were cut off, so the longest durations are unknown.</param>
internal sealed record GraceSuggestion(TimeSpan ShutdownTimeout, TimeSpan DrainDelay, TimeSpan TerminationGracePeriod, bool IsLowerBound)
{
    private const double Margin = 1.25;

    private static readonly TimeSpan Least = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Release = TimeSpan.FromSeconds(5);

    /// <param name="longestExit">From a signal to its exit, at most, where that was in time.</param>
    public static GraceSuggestion Of(TimeSpan p99, TimeSpan drainDelay, TimeSpan longestExit, bool isLowerBound)
    {
        TimeSpan timeout = WholeSeconds(p99 * Margin);
        timeout = timeout < Least ? Least : timeout;
        TimeSpan delay = WholeSeconds(drainDelay);
        TimeSpan sum = delay + timeout + Release;
        TimeSpan exit = WholeSeconds(longestExit);
        return new(timeout, delay, sum > exit ? sum : exit, isLowerBound);
    }

    private static TimeSpan WholeSeconds(TimeSpan time) => TimeSpan.FromSeconds(Math.Ceiling(time.TotalSeconds));
}

/// <summary>All that a drill saw.</summary>
/// <param name="Endings">What a complete answer looks like, per kind of request.</param>
/// <param name="Effects">Null when no queue was drilled, or its ledger could not be read.</param>
internal sealed record DrillReport(
    DrillPlan Plan,
    DateTimeOffset StartedAt,
    TimeSpan Duration,
    IReadOnlyList<Ending> Endings,
    IReadOnlyList<RequestRecord> Requests,
    IReadOnlyList<ReadinessChange> Readiness,
    IReadOnlyList<CycleReport> Cycles,
    EffectCounts? Effects)
{
    // A listener that closes at once is seen closed at the next probe only; that is no delay of the service's.
    private static readonly TimeSpan ProbeError = TimeSpan.FromMilliseconds(300);

    public Percentiles? Durations { get; } =
        Percentiles.Of(Requests.Where(request => request.Outcome == Outcome.Completed).Select(request => request.Duration));

    public GraceSuggestion? Suggestion => Durations is { } durations && !Plan.Load.Requests.All(request => request.Endless)
        ? GraceSuggestion.Of(durations.P99, DrainDelay(), Cycles.Where(cycle => !cycle.Late).Select(cycle => cycle.TimeToExit).DefaultIfEmpty().Max(),
            Requests.Any(IsCutOff))
        : null;

    /// <summary>Streams that were cut or ended in-band, and continued to their end.</summary>
    public int Resumed => Requests.Count(request => request.ResumedBy is not null);

    public int CountOf(Outcome outcome) => Requests.Count(request => request.Outcome == outcome);

    /// <summary>What counts against the service: a cut stream that its client continued to the end does not. Null when it was not measured.</summary>
    public int? CountOf(Count count) => count switch
    {
        Count.Truncated => Unresumed(Outcome.Truncated),
        Count.Reset => Unresumed(Outcome.Reset),
        Count.ServerErrors => Unresumed(Outcome.ServerError),
        Count.Hung => Unresumed(Outcome.Hung),
        Count.Late => Cycles.Count(cycle => cycle.Late),
        Count.Crashed => Crashed(),
        Count.Lost => Effects?.Lost,
        Count.Doubled => Effects?.Doubled,
        _ => throw new ArgumentOutOfRangeException(nameof(count), count, null),
    };

    public IReadOnlyList<Verdict> Verdicts =>
        [.. Plan.FailOn.Limits.OrderBy(limit => limit.Key).Select(limit => new Verdict(limit.Key, CountOf(limit.Key), limit.Value))];

    public bool Passed => !IsUnmeasured && Verdicts.All(verdict => verdict.Passed);

    /// <summary>A queue was drilled, and nobody knows with what effect.</summary>
    public bool IsUnmeasured => Plan.Effects is not null && Effects is null;

    /// <summary>What is to be said about the count of effects; null for nothing.</summary>
    public string? EffectRemark { get; init; }

    /// <summary>Ended by a crash, rather than by returning or by the signal that it was sent.</summary>
    public static bool HasCrashed(CycleReport cycle) =>
        cycle is { Late: false, Signal: not StopSignal.Sigkill, ExitCode: { } code } && code != 0 && code != 128 + Service.UnixSignal.NumberOf(cycle.Signal);

    /// <summary>Whether SIGKILL ended it: the drill sends none where a command stops the service.</summary>
    public bool WasKilled(CycleReport cycle) => cycle.Late && Plan.Service is not ServiceAccess.Commanded;

    public static bool IsCutOff(RequestRecord request) => request.Outcome is Outcome.Truncated or Outcome.Reset or Outcome.Hung or Outcome.EndedInBand;

    /// <summary>When readiness turned from green after the signal; null when it never did before the exit.</summary>
    public ReadinessChange? RedAfter(CycleReport cycle) =>
        Readiness.FirstOrDefault(change => change.At >= cycle.SignalledAt && change.At <= cycle.ExitedAt && change.State != ReadinessState.Ready);

    /// <summary>What is worth a remark, in whole sentences.</summary>
    public IEnumerable<string> Remarks()
    {
        foreach (CycleReport cycle in Cycles.Where(cycle => cycle.InFlight == 0))
        {
            yield return $"Nothing was in flight at the signal of cycle {cycle.Number}: the drill shows nothing about work in hand. "
                + "Use a longer request, --concurrency or --rate.";
        }

        foreach (CycleReport cycle in Cycles.Where(HasCrashed))
        {
            yield return $"Exit code {cycle.ExitCode} in cycle {cycle.Number}: the service crashed while it stopped.";
        }

        foreach ((Ending ending, int kind) in Endings.Select((ending, kind) => (ending, kind))
            .Where(entry => entry.ending is Ending.Unmarked && entry.ending.Description.Contains("--complete", StringComparison.Ordinal)))
        {
            yield return $"{Plan.Load.Requests[kind].Url.PathAndQuery}: {ending.Description}.";
        }

        if (Cycles.Count > 0 && Plan.Signal != StopSignal.Sigkill && Cycles.All(cycle => RedAfter(cycle)?.State is null or ReadinessState.Unreachable))
        {
            yield return "Readiness never turned red before the listener closed: a load balancer goes on sending requests until they are refused.";
        }

        if (CountOf(Outcome.Rejected) is > 0 and var rejected)
        {
            yield return $"{rejected} requests were answered with 3xx or 4xx: they are not judged.";
        }

        if (EffectRemark is { } effectRemark)
        {
            yield return effectRemark;
        }

        if (Effects is { Effects: 0, Published: > 0 })
        {
            yield return "The ledger holds no effect of any message: check --ledger, --publish and --message-body.";
        }

        if (Effects is { Lost: > 0, Waiting: > 0 and var waiting })
        {
            yield return $"{waiting} messages were still in the queue when the ledger had not grown for {DurationText.Format(Plan.Effects!.SettleWithin)}.";
        }

        if (Effects is { Unreadable: > 0 and var unreadable })
        {
            yield return $"{unreadable} lines of the ledger hold no id.";
        }
    }

    private int Unresumed(Outcome outcome) => Requests.Count(request => request.Outcome == outcome && request.ResumedBy is null);

    // An exit whose code nobody knows may have been a crash.
    private int? Crashed() => Cycles.Count(HasCrashed) is > 0 and var crashed ? crashed : Cycles.All(cycle => cycle.ExitCode is not null) ? 0 : null;

    private TimeSpan DrainDelay()
    {
        TimeSpan longest = Cycles.Select(DrainDelay).DefaultIfEmpty().Max();
        return longest > ProbeError ? longest : TimeSpan.Zero;
    }

    // Until the listener was seen closed; a service that serves to its very end, until the last answer. One that had to be
    // killed while it served has shown no delay, only that it does not stop; behind a command others may have answered.
    private TimeSpan DrainDelay(CycleReport cycle) =>
        Readiness.FirstOrDefault(change => change.At >= cycle.SignalledAt && change.At <= cycle.ExitedAt && change.State == ReadinessState.Unreachable)
            is { } closed ? closed.At - cycle.SignalledAt
        : !cycle.Late && Plan.Service is not ServiceAccess.Commanded && cycle.LastAnsweredAt is { } answered && answered > cycle.SignalledAt
            ? (answered < cycle.ExitedAt ? answered : cycle.ExitedAt) - cycle.SignalledAt
        : TimeSpan.Zero;
}

/// <summary>One count against its limit. A count that was not measured passes.</summary>
internal sealed record Verdict(Count Count, int? Measured, int Limit)
{
    public bool Passed => Measured is null || Measured <= Limit;
}
