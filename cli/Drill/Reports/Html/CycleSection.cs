using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>One cycle: its facts, its timeline and what the colours mean. Where there are many, the ones that went well start folded.</summary>
/// <remarks><see cref="CyclesSection"/> decides which cycles are drawn.</remarks>
internal static class CycleSection
{
    private const int MostUnfolded = 3;

    /// <param name="losses">The requests of the cycle that count against the service.</param>
    public static string Write(DrillReport report, CycleReport cycle, IReadOnlyList<RequestRecord> losses)
    {
        TimelineWindow window = TimelineWindow.Of(cycle);
        CycleRequests requests = CycleRequests.Of(report, cycle, window);
        string inner = $"""
            {Facts(report, cycle)}
            <figure>
            {Legend(requests)}
            {new Timeline(report, cycle, window, requests).Draw()}
            </figure>
            {(requests.NotDrawn > 0 ? $"<p class=\"soft\">{HtmlText.Of(requests.NotDrawn)} more requests are not drawn.</p>" : "")}
            """;
        string heading = $"<h2>{(report.Cycles.Count > 1 ? $"Cycle {HtmlText.Of(cycle.Number)}" : "The stop")}</h2>{Tags(cycle, losses)}";
        if (report.Cycles.Count <= MostUnfolded)
        {
            return $"<section class=\"cycle\">\n{heading}\n{inner}\n</section>\n";
        }

        bool open = cycle.Number == 1 || HasFailed(cycle, losses);
        return $"<details class=\"cycle\"{(open ? " open" : "")}>\n<summary>{heading}</summary>\n{inner}\n</details>\n";
    }

    /// <summary>Whether a reader wants to see what happened.</summary>
    public static bool HasFailed(CycleReport cycle, IReadOnlyList<RequestRecord> losses) => cycle.Late || DrillReport.HasCrashed(cycle) || losses.Count > 0;

    private static string Tags(CycleReport cycle, IReadOnlyList<RequestRecord> losses)
    {
        string[] tags =
        [
            .. losses.GroupBy(request => request.Outcome).OrderBy(group => group.Key)
                .Select(group => $"{HtmlText.Of(group.Count())} {OutcomeText.Name(group.Key)}"),
            .. cycle.Late ? ["late"] : Array.Empty<string>(),
            .. DrillReport.HasCrashed(cycle) ? ["crashed"] : Array.Empty<string>(),
        ];
        return tags.Length == 0
            ? " <span class=\"tag passed\">nothing lost</span>"
            : string.Concat(tags.Select(tag => $" <span class=\"tag failed\">{tag}</span>"));
    }

    private static string Facts(DrillReport report, CycleReport cycle)
    {
        string readiness = report.RedAfter(cycle) is { } red
            ? $"readiness red after <b>{DurationText.Format(red.At - cycle.SignalledAt)}</b> "
                + $"({(red.Status is { } status ? status.ToString(CultureInfo.InvariantCulture) : "closed")})"
            : "readiness <b>never red</b>";
        string exit = report.WasKilled(cycle)
            ? $"<span class=\"failed\">killed after <b>{DurationText.Format(report.Plan.Grace)}</b></span>"
            : $"{(cycle.Late ? "late: " : "")}exit after <b>{DurationText.Format(cycle.TimeToExit)}</b>";
        string again = cycle.ReadyAgainAt is { } ready ? $"<li>ready again <b>{DurationText.Format(ready - cycle.ExitedAt)}</b> later</li>" : "";
        return $"""
            <ul class="facts"><li><b>{HtmlText.Of(cycle.InFlight)}</b> in flight at {StopSignals.NameOf(cycle.Signal)}</li><li>{readiness}</li><li>{exit}</li><li>exit code <b>{cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}</b></li>{again}{Receiver(cycle)}</ul>
            """;
    }

    private static string Receiver(CycleReport cycle) => cycle.Receiver.Length > 0 ? $"<li class=\"soft\">signal to {HtmlText.Of(cycle.Receiver)}</li>" : "";

    private static string Legend(CycleRequests requests)
    {
        var legend = new StringBuilder("<ul class=\"legend\" aria-label=\"Colours\">");
        foreach (Outcome outcome in OutcomeText.Order.Where(outcome => requests.All.Any(request => request.Outcome == outcome)))
        {
            legend.Append(CultureInfo.InvariantCulture, $"<li><span class=\"swatch {OutcomeText.Key(outcome)}\"></span>{OutcomeText.Name(outcome)}</li>");
        }

        legend.Append("<li>pale: over before the signal</li></ul>");
        return legend.ToString();
    }
}
