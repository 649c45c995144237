using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>What the person asked to see, and what should fail the run.</summary>
/// <param name="Shown">The lowest severity that is listed.</param>
/// <param name="FailOn">The lowest severity that gives exit code 1; null for never.</param>
/// <param name="Rules">Only these rules count; empty for all.</param>
internal sealed record ScanOptions(Severity Shown, Severity? FailOn, IReadOnlyList<string> Rules, bool Json)
{
    /// <summary>Annotations of a GitHub workflow instead of text for a person.</summary>
    public bool GitHub { get; init; }

    /// <summary>Findings and errors only: no header, progress or summary.</summary>
    public bool Quiet { get; init; }

    /// <summary>Globs of files whose findings do not count, relative to the folder of the scanned solution or project.</summary>
    public IReadOnlyList<string> Excluded { get; init; } = [];

    /// <summary>Where the merged SARIF log goes; null for nowhere.</summary>
    public string? SarifFile { get; init; }

    /// <summary>The only project of the solution that is scanned, by name or path; null for all.</summary>
    public string? Project { get; init; }

    public BuildSettings Build { get; init; } = BuildSettings.Default;
}

/// <summary>A report seen through the options.</summary>
/// <param name="Shown">Listed findings, without the suppressed ones.</param>
/// <param name="Suppressed">Findings that the sources suppress.</param>
/// <param name="Hidden">Findings below the listed severity.</param>
internal sealed record ScanVerdict(
    IReadOnlyList<Finding> Shown, IReadOnlyList<Finding> Suppressed, IReadOnlyList<Finding> Hidden, IReadOnlyList<ScanError> Errors, int ExitCode)
{
    /// <summary>How many findings lie in files that the person excluded.</summary>
    public int Excluded { get; init; }

    /// <summary>The switched-off rules among those that were asked for.</summary>
    public IReadOnlyList<SwitchedOffRule> SwitchedOff { get; init; } = [];

    public const int Clean = 0;
    public const int Found = 1;
    public const int CouldNotAnalyse = 2;
    public const int Cancelled = 130;

    public static ScanVerdict Of(ScanReport report, ScanOptions options)
    {
        var filter = new PathFilter(options.Excluded, report.Root);
        ILookup<bool, Finding> asked = report.Findings.Where(finding => IsAsked(finding.Rule)).ToLookup(finding => !filter.Matches(finding.Span.File));
        Finding[] active = [.. asked[true].Where(finding => !finding.Suppressed)];
        // A finding that fails the run is always shown.
        Severity shown = options.FailOn is { } failOn && failOn < options.Shown ? failOn : options.Shown;

        ScanError[] errors = [.. report.Errors, .. UnknownRules(report, options.Rules)];
        int exitCode = errors.Length > 0 ? CouldNotAnalyse
            : active.Any(finding => finding.Severity >= options.FailOn) ? Found
            : Clean;
        return new(
            [.. active.Where(finding => finding.Severity >= shown)],
            [.. asked[true].Where(finding => finding.Suppressed && finding.Severity >= shown)],
            [.. active.Where(finding => finding.Severity < shown)],
            errors,
            exitCode)
        {
            Excluded = asked[false].Count(finding => !finding.Suppressed && finding.Severity >= shown),
            SwitchedOff = [.. report.SwitchedOff.Where(rule => IsAsked(rule.Rule))],
        };

        bool IsAsked(string rule) => options.Rules.Count == 0 || options.Rules.Contains(rule);
    }

    // A mistyped ID would otherwise look like a clean result.
    internal static IReadOnlyList<ScanError> UnknownRules(ScanReport report, IReadOnlyList<string> rules) =>
        report.Rules.Count == 0
            ? []
            : [.. rules.Where(rule => !report.Rules.Contains(rule))
                .Select(rule => new ScanError("", $"{rule} is not a rule of this version; 'graceful explain' lists them", []))];
}
