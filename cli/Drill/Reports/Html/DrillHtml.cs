using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>The drill as one self-contained page: the verdict, timelines of the cycles, the times, and what was lost.</summary>
internal static class DrillHtml
{
    public static string Write(DrillReport report) => PageTemplate.Fill(new Dictionary<string, string>
    {
        ["title"] = $"{(report.Passed ? "Passed" : "Failed")} – graceful drill",
        ["headline"] = HeadlineSection.Write(report),
        ["cycles"] = CyclesSection.Write(report),
        ["times"] = TimesSection.Write(report),
        ["outcomes"] = OutcomesSection.Write(report),
        ["losses"] = LossesSection.Write(report),
        ["notes"] = NotesSection.Write(report),
        ["startedAt"] = HtmlText.Of(report.StartedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)),
    });
}
