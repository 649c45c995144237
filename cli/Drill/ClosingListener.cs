using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>
/// Tells requests that a closing listener turned away from requests that were cut. A connection that the kernel or the
/// server had taken, but whose request nobody had read, is closed without an answer when the listener closes: HTTP/1.1 has
/// no other way to say no, and the client is where it would be had it come a moment later.
/// </summary>
internal sealed class ClosingListener
{
    // Longer than most requests wait unread, shorter than work that is worth protecting.
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(500);

    // Connections that end together with the process were cut by its end, not by the listener's closing.
    private static readonly TimeSpan AliveAfterwards = TimeSpan.FromMilliseconds(100);

    // Whoever was reset that soon had only just come.
    private static readonly TimeSpan JustArrived = TimeSpan.FromMilliseconds(100);

    // Where an answer usually begins that soon, hardly anybody waits for one whose request was read.
    private static readonly TimeSpan Prompt = TimeSpan.FromMilliseconds(20);

    // A proxy that finds nobody gives up that soon.
    private static readonly TimeSpan LongestDial = TimeSpan.FromSeconds(5);

    private readonly bool _isCommanded;
    private readonly IReadOnlyList<RequestRecord> _requests;
    private readonly CycleReport _cycle;
    private readonly TimeSpan? _closed;
    private readonly TimeSpan? _lastServed;

    private ClosingListener(bool isCommanded, IReadOnlyList<RequestRecord> requests, CycleReport cycle, IEnumerable<ReadinessChange> readiness,
        TimeSpan? lastAnsweredProbe)
    {
        (_isCommanded, _requests, _cycle) = (isCommanded, requests, cycle);

        // Nobody listens after the exit anyway; a command may return before anybody has noticed the closing.
        _closed = requests.Where(request => request is { Outcome: Outcome.Refused, End: WireEnd.Refused }).Select(request => request.Ended)
            .Concat(readiness.Where(change => change.State == ReadinessState.Unreachable).Select(change => change.At))
            .Where(at => at >= cycle.SignalledAt && (isCommanded || at <= cycle.ExitedAt))
            .Select(at => (TimeSpan?)at)
            .Min();

        // A starved service reads nobody for seconds: whoever came after the last one it answered was not read either.
        _lastServed = requests.Where(request => request.FirstByte is not null).Select(request => (TimeSpan?)request.Started).Append(lastAnsweredProbe).Max();
    }

    /// <summary>The requests as they are to be counted. Each address has a listener of its own.</summary>
    /// <param name="lastAnsweredProbe">When the last readiness probe that was answered had begun; null when none was.</param>
    public static IEnumerable<RequestRecord> Judge(DrillPlan plan, IEnumerable<RequestRecord> requests, CycleReport cycle,
        IReadOnlyList<ReadinessChange> readiness, TimeSpan? lastAnsweredProbe) =>
        requests.GroupBy(request => plan.Load.Requests[request.Kind].Url.Authority).SelectMany(group =>
        {
            var listener = new ClosingListener(plan.Service is ServiceAccess.Commanded, [.. group], cycle, group.Key == plan.Ready.Authority ? readiness : [],
                lastAnsweredProbe);
            return group.Select(request => listener.TurnedAway(request)
                ? request with { Outcome = Outcome.Refused, Detail = "closed unanswered by the closing listener" }
                : request);
        });

    private bool TurnedAway(RequestRecord request) =>
        _cycle.Signal != StopSignal.Sigkill && IsUnanswered(request) && request.Started >= _cycle.SignalledAt
            && (WasShutOut(request) || WasUnread(request) || CameAfterwards(request));

    private bool WasShutOut(RequestRecord request) =>
        (request.Duration <= LongestWait || request.Started > _lastServed)
        && EndedWithin(LongestWait, _closed, request)
        && LivedUntil(request.Kind) - request.Ended >= AliveAfterwards;

    // The kernel resets what nobody has read; a server that aborts what it has in hand does it to older requests too.
    private bool WasUnread(RequestRecord request) =>
        request.End == WireEnd.Reset
        && request.Duration <= JustArrived
        && (EndedWithin(LongestWait, _closed, request) || (!_isCommanded && EndedWithin(AliveAfterwards, _cycle.ExitedAt, request)))
        && UsualFirstByte(request.Kind) is { } usual
        && (usual <= Prompt
            || _requests.Where(other => other.Kind == request.Kind && IsUnanswered(other) && EndedWithin(AliveAfterwards, request.Ended, other))
                .All(other => other.Duration < usual / 4));

    // A published port or a proxy takes connections for a service that listens no longer; a service that is reached without one refuses them.
    private bool CameAfterwards(RequestRecord request) =>
        _isCommanded && request.Started >= _closed && request.Started > _lastServed && request.Duration <= LongestDial;

    // A command returns when it likes. Then somebody shows it who was accepted before the closing and ended well, unless another service answers here too.
    private TimeSpan? LivedUntil(int kind) =>
        !_isCommanded ? _cycle.ExitedAt
        : _lastServed > _closed ? null
        : _requests.Where(request => request.Kind == kind && request.Started <= _closed && request.Outcome is Outcome.Completed or Outcome.EndedInBand)
            .Select(request => (TimeSpan?)request.Ended).Max();

    private TimeSpan? UsualFirstByte(int kind)
    {
        TimeSpan[] waits = [.. _requests.Where(request => request.Kind == kind && request.FirstByte is not null)
            .Select(request => request.FirstByte!.Value - request.Started).Order()];
        return waits.Length == 0 ? null : waits[waits.Length / 2];
    }

    private static bool IsUnanswered(RequestRecord request) => request is { Outcome: Outcome.Reset, Status: null };

    private static bool EndedWithin(TimeSpan distance, TimeSpan? moment, RequestRecord request) =>
        moment is { } at && (request.Ended - at).Duration() <= distance;
}
