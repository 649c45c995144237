using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>What the drill remarks, and what it took for a complete answer.</summary>
internal static class NotesSection
{
    public static string Write(DrillReport report)
    {
        var page = new StringBuilder();
        page.Append("<section aria-labelledby=\"notes\">\n<h2 id=\"notes\">Notes</h2>\n");
        foreach (string remark in report.Remarks())
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"remark\">{HtmlText.Of(remark)}</p>\n");
        }

        page.Append("<ul class=\"kinds\">\n");
        foreach ((RequestPlan request, Endings.Ending ending) in report.Plan.Load.Requests.Zip(report.Endings))
        {
            page.Append(CultureInfo.InvariantCulture, $"<li><code>{HtmlText.Url(request)}</code>, {HtmlText.Of(request.Concurrency)} at a time. "
                + $"<span class=\"soft\">Complete: {HtmlText.Of(ending.Description)}</span></li>\n");
        }

        page.Append("</ul>\n</section>\n");
        return page.ToString();
    }
}
