using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>The requests of one cycle's timeline, each in one place: a bar in a lane, or a share of the refusals.</summary>
/// <param name="Held">In flight at the signal, one lane each, with the undisturbed ones before them in the same lanes.</param>
/// <param name="Newcomers">Accepted after the signal.</param>
/// <param name="Refused">Turned away before acceptance.</param>
/// <param name="NotDrawn">Requests beyond what a page can show; none of them lost anything unless all that are drawn did.</param>
internal sealed record CycleRequests(
    IReadOnlyList<(RequestRecord Request, int Lane)> Held,
    IReadOnlyList<(RequestRecord Request, int Lane)> Newcomers,
    IReadOnlyList<RequestRecord> Refused,
    int NotDrawn)
{
    private const int MostHeld = 400;
    private const int MostNewcomers = 400;
    private const int MostUndisturbed = 800;

    // What was over before the signal is there for comparison; beyond these lanes it would push the stop out of sight.
    private const int FewLanes = 12;

    // Losses first: they are what the reader looks for, and they survive a limit.
    private static readonly Outcome[] FromTheTop =
    [
        Outcome.Truncated, Outcome.Reset, Outcome.ServerError, Outcome.Hung, Outcome.EndedInBand, Outcome.Completed, Outcome.Refused, Outcome.Rejected,
        Outcome.Abandoned,
    ];

    public static CycleRequests Of(DrillReport report, CycleReport cycle, TimelineWindow window)
    {
        RequestRecord[] visible = [.. report.Requests.Where(window.Shows)];
        RequestRecord[] held = [.. visible.Where(request => request.InFlightAt(cycle.SignalledAt))
            .OrderBy(request => Array.IndexOf(FromTheTop, request.Outcome)).ThenBy(request => request.Ended)];
        RequestRecord[] others = [.. visible.Except(held)];
        RequestRecord[] refused = [.. others.Where(request => request.Outcome == Outcome.Refused)];
        RequestRecord[] newcomers = [.. others.Where(request => request.Outcome != Outcome.Refused && request.Started >= cycle.SignalledAt)];
        RequestRecord[] undisturbed = [.. others.Where(request => request.Outcome != Outcome.Refused && request.Started < cycle.SignalledAt)];

        RequestRecord[] drawnHeld = [.. held.Take(MostHeld)];
        RequestRecord[] drawnNewcomers =
            [.. newcomers.OrderBy(request => Array.IndexOf(FromTheTop, request.Outcome)).ThenBy(request => request.Started).Take(MostNewcomers)];
        RequestRecord[] drawnUndisturbed =
            [.. undisturbed.OrderByDescending(request => OutcomeText.IsBad(request.Outcome)).ThenByDescending(request => request.Ended).Take(MostUndisturbed)];
        int lanes = Math.Max(drawnHeld.Length, FewLanes);
        (RequestRecord Request, int Lane)[] bars =
            [.. TimelineLanes.Pack(drawnHeld, drawnUndisturbed).Where(bar => bar.Lane < lanes || OutcomeText.IsBad(bar.Request.Outcome))];
        return new(bars, TimelineLanes.Pack(drawnNewcomers), refused,
            held.Length + newcomers.Length + undisturbed.Length - bars.Length - drawnNewcomers.Length);
    }

    /// <summary>Every request that is drawn or counted, once.</summary>
    public IEnumerable<RequestRecord> All => [.. Held.Select(bar => bar.Request), .. Newcomers.Select(bar => bar.Request), .. Refused];
}
