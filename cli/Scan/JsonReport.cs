using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>The machine-readable report. File paths are relative to the folder of the scanned solution or project, with forward slashes.</summary>
internal static class JsonReport
{
    public const string SchemaVersion = "1.1";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        // Messages quote code; it goes to a file or a tool, never into a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static string Write(ScanReport report, ScanVerdict verdict, string toolVersion)
    {
        var document = new Document(
            SchemaVersion,
            toolVersion,
            [.. verdict.Shown.Concat(verdict.Suppressed).Select(Entry).OrderBy(entry => entry.File, StringComparer.Ordinal).ThenBy(entry => entry.Line)
                .ThenBy(entry => entry.Column).ThenBy(entry => entry.Rule, StringComparer.Ordinal)],
            [.. report.Projects.Select(project => project with { Path = Relative(project.Path) })],
            verdict.Errors,
            [.. report.Skipped.Select(project => project with { Path = Relative(project.Path) })],
            verdict.SwitchedOff,
            new(verdict.Shown.Count, verdict.Suppressed.Count, verdict.Hidden.Count, verdict.Excluded));
        return JsonSerializer.Serialize(document, Options);

        FindingEntry Entry(Finding finding) => new(
            finding.Rule,
            finding.Severity,
            Relative(finding.Span.File),
            finding.Span.Line,
            finding.Span.Column,
            finding.Span.EndLine,
            finding.Message,
            finding.HelpUri,
            finding.Project,
            finding.FixSafety,
            finding.Suppressed,
            [.. finding.Related.Select(related => new RelatedEntry(Relative(related.Span.File), related.Span.Line, related.Span.Column, related.Message))]);

        string Relative(string path) => PathText.Relative(report.Root, path);
    }

    private sealed record Document(
        string SchemaVersion,
        string ToolVersion,
        IReadOnlyList<FindingEntry> Findings,
        IReadOnlyList<ScannedProject> Projects,
        IReadOnlyList<ScanError> Errors,
        IReadOnlyList<SkippedProject> Skipped,
        IReadOnlyList<SwitchedOffRule> SwitchedOff,
        Counts Counts);

    private sealed record Counts(int Findings, int Suppressed, int BelowSeverity, int Excluded);

    private sealed record FindingEntry(
        string Rule,
        Severity Severity,
        string File,
        int Line,
        int Column,
        int EndLine,
        string Message,
        string HelpUri,
        string Project,
        string FixSafety,
        bool Suppressed,
        IReadOnlyList<RelatedEntry> RelatedLocations);

    private sealed record RelatedEntry(string File, int Line, int Column, string Message);
}
