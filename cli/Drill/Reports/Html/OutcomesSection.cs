using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>How many requests came to each outcome, by where they stood at the signal.</summary>
internal static class OutcomesSection
{
    private static readonly RequestPhase[] Phases = [RequestPhase.Undisturbed, RequestPhase.InFlight, RequestPhase.Newcomer];

    public static string Write(DrillReport report)
    {
        ILookup<(Outcome, RequestPhase), RequestRecord> cells = report.Requests.ToLookup(request => (request.Outcome, RequestPhases.Of(request, report)));
        var page = new StringBuilder();
        page.Append("""
            <section aria-labelledby="outcomes">
            <h2 id="outcomes">Outcomes</h2>
            <table class="outcomes">
            <thead><tr><th scope="col">Outcome</th><th scope="col" class="number">undisturbed</th><th scope="col" class="number">in flight<br>at signal</th><th scope="col" class="number">new while<br>stopping</th><th scope="col" class="number">total</th></tr></thead>
            <tbody>

            """);
        foreach (Outcome outcome in OutcomeText.Order.Where(outcome => report.CountOf(outcome) > 0 || OutcomeText.IsBad(outcome)))
        {
            int total = report.CountOf(outcome);
            string mark = OutcomeText.IsBad(outcome) && total > 0 ? " failed" : "";
            page.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\" class=\"outcome\"><span class=\"swatch {OutcomeText.Key(outcome)}\"></span>{OutcomeText.Name(outcome)}</th>");
            foreach (RequestPhase phase in Phases)
            {
                page.Append(CultureInfo.InvariantCulture, $"<td class=\"number\">{HtmlText.Of(cells[(outcome, phase)].Count())}</td>");
            }

            page.Append(CultureInfo.InvariantCulture, $"<td class=\"number{mark}\">{HtmlText.Of(total)}</td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n</section>\n");
        return page.ToString();
    }
}
