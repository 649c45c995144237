using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>All cycles: a timeline of the first ones and of the first that failed, a line in a table of the others.</summary>
internal static class CyclesSection
{
    // A timeline has hundreds of bars; a page of a long chaos drill would be too large to open.
    private const int MostThatWentWell = 20;
    private const int MostThatFailed = 100;

    public static string Write(DrillReport report)
    {
        ILookup<int, RequestRecord> losses = report.Requests.Where(OutcomeText.IsLoss).ToLookup(request => RequestCycles.Of(report, request)?.Number ?? 0);
        (CycleReport Cycle, RequestRecord[] Losses)[] cycles = [.. report.Cycles.Select(cycle => (cycle, losses[cycle.Number].ToArray()))];
        HashSet<int> failed =
            [.. cycles.Where(entry => CycleSection.HasFailed(entry.Cycle, entry.Losses)).Take(MostThatFailed).Select(entry => entry.Cycle.Number)];
        ILookup<bool, (CycleReport Cycle, RequestRecord[] Losses)> drawn =
            cycles.ToLookup(entry => entry.Cycle.Number <= MostThatWentWell || failed.Contains(entry.Cycle.Number));
        return string.Join('\n',
            drawn[true].Select(entry => CycleSection.Write(report, entry.Cycle, entry.Losses))
                .Append(Others(report, [.. drawn[false].Select(entry => entry.Cycle)])));
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
            page.Append(CultureInfo.InvariantCulture, $"<tr><th scope=\"row\">{HtmlText.Of(cycle.Number)}</th><td "
                + $"class=\"number\">{HtmlText.Of(cycle.InFlight)}</td><td class=\"number\">{red}</td><td "
                + $"class=\"number\">{DurationText.Format(cycle.TimeToExit)}</td><td "
                + $"class=\"number\">{cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}</td><td class=\"number\">{again}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n</section>\n");
        return page.ToString();
    }
}
