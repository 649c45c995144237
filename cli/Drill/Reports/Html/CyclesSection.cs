using System.Globalization;
using System.Text;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>All cycles: a timeline of the first ones and of the first that failed, a line in a table of the others.</summary>
internal static class CyclesSection
{
    // A timeline has hundreds of bars; a page of a long chaos drill would be too large to open.
    private const int MostThatWentWell = 20;
    private const int MostThatFailed = 100;

    public static string Write(DrillReport report)
    {
        ILookup<int, RequestRecord> losses = report.Requests
            .Where(request => OutcomeText.IsBad(request.Outcome) && request.ResumedBy is null)
            .ToLookup(request => RequestCycles.Of(report, request)?.Number ?? 0);
        HashSet<int> failed = [.. report.Cycles.Where(cycle => CycleSection.HasFailed(cycle, [.. losses[cycle.Number]])).Take(MostThatFailed).Select(cycle => cycle.Number)];
        ILookup<bool, CycleReport> drawn = report.Cycles.ToLookup(cycle => cycle.Number <= MostThatWentWell || failed.Contains(cycle.Number));
        return string.Join('\n', drawn[true].Select(cycle => CycleSection.Write(report, cycle, [.. losses[cycle.Number]])).Append(Others(report, [.. drawn[false]])));
    }

    private static string Others(DrillReport report, IReadOnlyList<CycleReport> cycles)
    {
        if (cycles.Count == 0)
        {
            return "";
        }

        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <section aria-labelledby="others">
            <h2 id="others">Cycles that are not drawn</h2>
            <p class="soft">Timelines are drawn of the first {MostThatWentWell} cycles and of the first {MostThatFailed} that failed; <code>--json</code> has the requests of the other {HtmlText.Of(cycles.Count)}.</p>
            <table class="outcomes cycles">
            <thead><tr><th scope="col">Cycle</th><th scope="col" class="number">in flight<br>at signal</th><th scope="col" class="number">readiness red after</th><th scope="col" class="number">exit after</th><th scope="col" class="number">exit code</th><th scope="col" class="number">ready again after</th></tr></thead>
            <tbody>

            """);
        foreach (CycleReport cycle in cycles)
        {
            string red = report.RedAfter(cycle) is { } change ? DurationText.Format(change.At - cycle.SignalledAt) : "never";
            string again = cycle.ReadyAgainAt is { } ready ? DurationText.Format(ready - cycle.ExitedAt) : "–";
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{HtmlText.Of(cycle.Number)}</th><td class=\"number\">{HtmlText.Of(cycle.InFlight)}</td><td class=\"number\">{red}</td><td class=\"number\">{DurationText.Format(cycle.TimeToExit)}</td><td class=\"number\">{cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}</td><td class=\"number\">{again}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n</section>\n");
        return page.ToString();
    }
}
