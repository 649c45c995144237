using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Reports.Html;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>The drill as one self-contained page: the verdict, a timeline of every cycle, the times, and what was lost.</summary>
internal static class DrillHtml
{
    public static string Write(DrillReport report) => PageTemplate.Fill(new Dictionary<string, string>
    {
        ["title"] = $"{(report.Passed ? "Passed" : "Failed")} – graceful drill",
        ["headline"] = HeadlineSection.Write(report),
        ["cycles"] = string.Join('\n', report.Cycles.Select(cycle => CycleSection.Write(report, cycle))),
        ["times"] = TimesSection.Write(report),
        ["outcomes"] = OutcomesSection.Write(report),
        ["losses"] = LossesSection.Write(report),
        ["notes"] = NotesSection.Write(report),
        ["startedAt"] = HtmlText.Of(report.StartedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
    });
}
