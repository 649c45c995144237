using GracefulAnalyzers.Cli.Reports;

namespace GracefulAnalyzers.Cli;

/// <summary>What the person asked to see, and what should fail the run.</summary>
/// <param name="Shown">The lowest severity that is listed.</param>
/// <param name="FailOn">The lowest severity that gives exit code 1; null for never.</param>
/// <param name="Rules">Only these rules count; empty for all.</param>
internal sealed record ScanOptions(Severity Shown, Severity? FailOn, IReadOnlyList<string> Rules, bool Json);

/// <summary>A report seen through the options.</summary>
/// <param name="Shown">Listed findings, without the suppressed ones.</param>
/// <param name="Suppressed">Findings that the sources suppress.</param>
/// <param name="Hidden">Findings below the listed severity.</param>
internal sealed record ScanVerdict(
    IReadOnlyList<Finding> Shown, IReadOnlyList<Finding> Suppressed, IReadOnlyList<Finding> Hidden, IReadOnlyList<ScanError> Errors, int ExitCode)
{
    public const int Clean = 0;
    public const int Found = 1;
    public const int CouldNotAnalyse = 2;
    public const int Cancelled = 130;

    public static ScanVerdict Of(ScanReport report, ScanOptions options)
    {
        Finding[] asked = [.. report.Findings.Where(finding => options.Rules.Count == 0 || options.Rules.Contains(finding.Rule))];
        Finding[] active = [.. asked.Where(finding => !finding.Suppressed)];
        // A finding that fails the run is always shown.
        Severity shown = options.FailOn is { } failOn && failOn < options.Shown ? failOn : options.Shown;

        ScanError[] errors = [.. report.Errors, .. UnknownRules(report, options)];
        int exitCode = errors.Length > 0 ? CouldNotAnalyse
            : active.Any(finding => finding.Severity >= options.FailOn) ? Found
            : Clean;
        return new(
            [.. active.Where(finding => finding.Severity >= shown)],
            [.. asked.Where(finding => finding.Suppressed && finding.Severity >= shown)],
            [.. active.Where(finding => finding.Severity < shown)],
            errors,
            exitCode);
    }

    // A mistyped ID would otherwise look like a clean result.
    private static IEnumerable<ScanError> UnknownRules(ScanReport report, ScanOptions options) =>
        report.Rules.Count == 0
            ? []
            : options.Rules.Where(rule => !report.Rules.Contains(rule))
                .Select(rule => new ScanError("", $"{rule} is not a rule of this version", []));
}
