using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>Passed or failed, in one sentence, and every judged count beside its limit.</summary>
internal static class HeadlineSection
{
    public static string Write(DrillReport report)
    {
        string word = report.Passed ? "passed" : "failed";
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"""
            <header class="headline {word}">
            <h1>{(report.Passed ? "✓ Passed" : "✗ Failed")}{Reason(report)}</h1>
            <p>{Scope(report)}</p>
            </header>
            <ul class="counts" aria-label="Judged counts">

            """);
        foreach (Verdict verdict in report.Verdicts.Where(verdict => verdict.Measured is not null))
        {
            string limit = verdict.Passed ? $"✓ at most {HtmlText.Of(verdict.Limit)}" : $"✗ at most {HtmlText.Of(verdict.Limit)}";
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{(verdict.Passed ? "passed" : "failed")}\"><b>{HtmlText.Of(verdict.Measured!.Value)}</b>"
                + $"<span class=\"name\">{FailOn.WordOf(verdict.Count)}</span> <span class=\"limit\">{limit}</span></li>\n");
        }

        page.Append("</ul>\n");
        return page.ToString();
    }

    private static string Reason(DrillReport report)
    {
        string counts = string.Join(", ",
            report.Verdicts.Where(verdict => !verdict.Passed).Select(verdict => $"{HtmlText.Of(verdict.Measured!.Value)} {FailOn.WordOf(verdict.Count)}"));
        return counts.Length > 0 ? ": " + counts : report.IsUnmeasured ? ": " + HtmlText.Of(report.EffectRemark!) : "";
    }

    private static string Scope(DrillReport report)
    {
        string signals = report.Cycles.Count == 1
            ? StopSignals.NameOf(report.Plan.Signal)
            : $"{HtmlText.Of(report.Cycles.Count)} × {StopSignals.NameOf(report.Plan.Signal)}";
        string queue = report.Effects is { } effects
            ? $", {HtmlText.Of(effects.Published)} messages{(effects.Redelivered is { } again ? $" ({HtmlText.Of(again)} redelivered)" : "")}"
            : "";
        string resumed = report.Resumed > 0 ? $", {HtmlText.Of(report.Resumed)} resumed to their end" : "";
        string[] unmeasured = [.. report.Verdicts.Where(verdict => verdict.Measured is null).Select(verdict => FailOn.WordOf(verdict.Count))];
        string missing = unmeasured.Length > 0 ? $" Not measured: {string.Join(", ", unmeasured)}." : "";
        return $"{HtmlText.Of(report.Requests.Count)} requests in {DurationText.Format(report.Duration)}{resumed}{queue}; "
            + $"{signals}, grace {DurationText.Format(report.Plan.Grace)}.{missing}";
    }
}
