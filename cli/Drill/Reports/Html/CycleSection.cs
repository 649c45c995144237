using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>One cycle: its facts, its timeline and what the colours mean. Where there are many, the ones that went well start folded.</summary>
internal static class CycleSection
{
    private const int MostUnfolded = 3;

    public static string Write(DrillReport report, CycleReport cycle)
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
        string heading = $"<h2>{(report.Cycles.Count > 1 ? $"Cycle {HtmlText.Of(cycle.Number)}" : "The stop")}</h2>{Tags(report, cycle)}";
        if (report.Cycles.Count <= MostUnfolded)
        {
            return $"<section class=\"cycle\">\n{heading}\n{inner}\n</section>\n";
        }

        bool open = cycle.Number == 1 || cycle.Late || DrillReport.HasCrashed(cycle) || Losses(report, cycle).Any();
        return $"<details class=\"cycle\"{(open ? " open" : "")}>\n<summary>{heading}</summary>\n{inner}\n</details>\n";
    }

    private static IEnumerable<RequestRecord> Losses(DrillReport report, CycleReport cycle) =>
        report.Requests.Where(request => OutcomeText.IsBad(request.Outcome) && request.ResumedBy is null && RequestCycles.Of(report, request) == cycle);

    private static string Tags(DrillReport report, CycleReport cycle)
    {
        string[] losses =
        [
            .. Losses(report, cycle).GroupBy(request => request.Outcome).OrderBy(group => group.Key).Select(group => $"{HtmlText.Of(group.Count())} {OutcomeText.Name(group.Key)}"),
            .. cycle.Late ? ["late"] : Array.Empty<string>(),
            .. DrillReport.HasCrashed(cycle) ? ["crashed"] : Array.Empty<string>(),
        ];
        return losses.Length == 0
            ? " <span class=\"tag passed\">nothing lost</span>"
            : string.Concat(losses.Select(loss => $" <span class=\"tag failed\">{loss}</span>"));
    }

    private static string Facts(DrillReport report, CycleReport cycle)
    {
        string readiness = report.RedAfter(cycle) is { } red
            ? $"readiness red after <b>{DurationText.Format(red.At - cycle.SignalledAt)}</b> ({(red.Status is { } status ? status.ToString(CultureInfo.InvariantCulture) : "closed")})"
            : "readiness <b>never red</b>";
        string exit = cycle.Late
            ? $"<span class=\"failed\">killed after <b>{DurationText.Format(report.Plan.Grace)}</b></span>"
            : $"exit after <b>{DurationText.Format(cycle.TimeToExit)}</b>";
        string again = cycle.ReadyAgainAt is { } ready ? $"<li>ready again <b>{DurationText.Format(ready - cycle.ExitedAt)}</b> later</li>" : "";
        return $"""
            <ul class="facts"><li><b>{HtmlText.Of(cycle.InFlight)}</b> in flight at {UnixSignal.NameOf(cycle.Signal)}</li><li>{readiness}</li><li>{exit}</li><li>exit code <b>{cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}</b></li>{again}{Receiver(cycle)}</ul>
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
