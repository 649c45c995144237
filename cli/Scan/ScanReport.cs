using GracefulAnalyzers.Cli.Sarif;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>A C# project of the scan. <paramref name="Analysed"/> only when every target framework was.</summary>
internal sealed record ScannedProject(string Name, string Path, IReadOnlyList<string> TargetFrameworks, bool Analysed);

/// <summary>Why a project, or the whole target, yielded no complete result.</summary>
internal sealed record ScanError(string Project, string Message, IReadOnlyList<string> Details)
{
    /// <summary>The message, with what could not be analysed.</summary>
    public string Describe() => Project.Length > 0 ? $"Could not analyse {Project}: {Message}" : Message;
}

/// <summary>A project that was left out on purpose, and why. Not an error.</summary>
internal sealed record SkippedProject(string Name, string Path, string Reason);

/// <summary>A rule that the repository switched off, in all files or in some, and the names of the projects where it did.</summary>
internal sealed record SwitchedOffRule(string Rule, IReadOnlyList<string> Projects);

/// <summary>Everything a scan found out. Paths are absolute except inside <see cref="ScanError.Details"/>.</summary>
/// <param name="Root">The folder that shown paths are relative to.</param>
/// <param name="Findings">One per rule and span, suppressed ones included, ordered by file and place.</param>
/// <param name="Rules">The rules that ran.</param>
internal sealed record ScanReport(
    string Root,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<ScannedProject> Projects,
    IReadOnlyList<ScanError> Errors,
    IReadOnlySet<string> Rules)
{
    /// <summary>The rules that ran, with what is known of each; ordered by ID.</summary>
    public IReadOnlyList<RuleText> RuleTexts { get; init; } = [];

    public IReadOnlyList<SwitchedOffRule> SwitchedOff { get; init; } = [];

    public IReadOnlyList<SkippedProject> Skipped { get; init; } = [];

    /// <summary>A scan that could not begin.</summary>
    public static ScanReport Refused(string root, string reason) =>
        new(root, [], [], [new("", reason, [])], new HashSet<string>());

    /// <summary>One finding per rule and span: target frameworks, and projects that link the same file, repeat each other.</summary>
    public static IReadOnlyList<Finding> Merge(IEnumerable<Finding> findings) =>
        [.. Finding.InOrder(findings
            .GroupBy(finding => (finding.Rule, finding.Span))
            .Select(same => same.OrderBy(finding => finding.Project, StringComparer.Ordinal).First() with
            {
                Severity = same.Max(finding => finding.Severity),
                Suppressed = same.All(finding => finding.Suppressed),
                Suppressions = same.All(finding => finding.Suppressed) ? [.. same.SelectMany(finding => finding.Suppressions).Distinct()] : [],
            }))];
}
