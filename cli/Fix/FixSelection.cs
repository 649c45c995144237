using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Which findings the person wants mended, and which of them can be.</summary>
internal sealed class FixSelection
{
    private readonly FixOptions _options;
    private readonly HashSet<string> _files;
    private readonly PathFilter? _include;

    /// <param name="files">What the target's own projects compile; a project that they merely reference is not mended.</param>
    public FixSelection(FixOptions options, ScanTarget target, IEnumerable<string> files)
    {
        _options = options;
        _files = files.ToHashSet(PathText.Comparer);
        if (options.Include.Count > 0)
        {
            // A folder's name stands for everything in it.
            _include = new PathFilter([.. options.Include.SelectMany(glob => (string[])[glob, glob.TrimEnd('/', '\\') + "/**"])], target.Folder);
        }
    }

    /// <summary>The active findings that the options are about, mendable or not.</summary>
    public IReadOnlyList<Finding> Asked(ScanReport report) => [.. report.Findings.Where(IsAsked)];

    /// <summary>What <c>dotnet format</c> should mend.</summary>
    public IReadOnlyList<Finding> Fixable(ScanReport report) => [.. report.Findings.Where(finding => IsAsked(finding) && IsFixable(finding))];

    /// <summary>Could be mended, and was not asked for.</summary>
    public IReadOnlyList<Finding> FixableOtherwise(ScanReport report) =>
        [.. report.Findings.Where(finding => !finding.Suppressed && finding.Decision.Length == 0 && LevelOf(finding) is not null
            && !(IsAsked(finding) && IsFixable(finding)))];

    /// <summary>The fix's level; null when there is no fix.</summary>
    public static FixLevel? LevelOf(Finding finding) => finding.FixSafety switch
    {
        "safe" => FixLevel.Safe,
        "behaviour" => FixLevel.Behaviour,
        "scaffold" => FixLevel.Scaffold,
        _ => null,
    };

    private bool IsAsked(Finding finding) =>
        !finding.Suppressed
        && finding.Severity >= _options.Severity
        && (_options.Rules.Count == 0 || _options.Rules.Contains(finding.Rule))
        && _files.Contains(finding.Span.File)
        && (_include is null || _include.Matches(finding.Span.File));

    private bool IsFixable(Finding finding) => finding.Decision.Length == 0 && LevelOf(finding) <= _options.Level;
}
