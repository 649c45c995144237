namespace GracefulAnalyzers.Cli.Drill;

/// <summary>
/// Tells requests that a closing listener turned away from requests that were cut. A connection that the kernel or the
/// server had taken, but whose request nobody had read, is closed without an answer when the listener closes: HTTP/1.1 has
/// no other way to say no, and the client is where it would be had it come a moment later.
/// </summary>
internal static class ClosingListener
{
    // Longer than most requests wait unread, shorter than work that is worth protecting.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    // Connections that end together with the process were cut by its end, not by the listener's closing.
    private static readonly TimeSpan AliveAfterwards = TimeSpan.FromMilliseconds(100);

    // Whoever was reset that soon had only just come.
    private static readonly TimeSpan JustArrived = TimeSpan.FromMilliseconds(100);

    /// <summary>The requests as they are to be counted.</summary>
    /// <param name="service">How the drill reaches the service. When a command stopped it, the cycle's exit is only the command's return, which does not show that the service still lived.</param>
    /// <param name="lastAnsweredProbe">When the last readiness probe that was answered had begun; null when none was.</param>
    public static IEnumerable<RequestRecord> Judge(ServiceAccess service, IReadOnlyList<RequestRecord> requests, CycleReport cycle, IReadOnlyList<ReadinessChange> readiness, TimeSpan? lastAnsweredProbe)
    {
        if (cycle.Signal == StopSignal.Sigkill)
        {
            return requests;
        }

        bool isExitKnown = service is not ServiceAccess.Commanded;
        TimeSpan? closed = ClosedAt(requests, cycle, readiness);

        // A starved service reads nobody for seconds: whoever came after the last one it answered was not read either.
        TimeSpan? lastServed = requests.Where(request => request.FirstByte is not null).Select(request => (TimeSpan?)request.Started).Append(lastAnsweredProbe).Max();
        return requests.Select(request => request is { Outcome: Outcome.Reset, Status: null } && request.Started >= cycle.SignalledAt && (WasShutOut(request) || WasUnread(request) || CameAfterwards(request))
            ? request with { Outcome = Outcome.Refused, Detail = "closed unanswered by the closing listener" }
            : request);

        bool WasShutOut(RequestRecord request) =>
            (request.Duration <= LongestWait || request.Started > lastServed)
            && EndedWithin(LongestWait, closed, request)
            && (isExitKnown ? cycle.ExitedAt : LastGoodEnd(request.Kind)) - request.Ended >= AliveAfterwards;

        // Of the same kind, for others may go to another service; accepted before the closing, for a successor may have answered later ones.
        TimeSpan? LastGoodEnd(int kind) =>
            requests.Where(request => request.Kind == kind && request.Started <= closed && request.Outcome is Outcome.Completed or Outcome.EndedInBand).Select(request => (TimeSpan?)request.Ended).Max();

        // A process that ends closes what it has read in good order; the kernel resets what nobody has read.
        bool WasUnread(RequestRecord request) =>
            request.End == WireEnd.Reset
            && request.Duration <= JustArrived
            && (EndedWithin(LongestWait, closed, request) || (isExitKnown && EndedWithin(AliveAfterwards, cycle.ExitedAt, request)));

        // A published port or a proxy takes connections for a service that listens no longer; one on this machine would refuse them.
        bool CameAfterwards(RequestRecord request) => !isExitKnown && request.Started >= closed && request.Started > lastServed;
    }

    private static bool EndedWithin(TimeSpan distance, TimeSpan? moment, RequestRecord request) => moment is { } at && (request.Ended - at).Duration() <= distance;

    // The first moment after the signal at which somebody was refused.
    private static TimeSpan? ClosedAt(IReadOnlyList<RequestRecord> requests, CycleReport cycle, IReadOnlyList<ReadinessChange> readiness) =>
        requests.Where(request => request is { Outcome: Outcome.Refused, Status: null }).Select(request => request.Ended)
            .Concat(readiness.Where(change => change.State == ReadinessState.Unreachable).Select(change => change.At))
            .Where(at => at >= cycle.SignalledAt && at <= cycle.ExitedAt)
            .Select(at => (TimeSpan?)at)
            .Min();
}
