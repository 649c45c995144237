using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>How much a fix may change; ordered.</summary>
internal enum FixLevel
{
    Safe,
    Behaviour,
    Scaffold,
}

/// <summary>What becomes of the mended files.</summary>
internal enum FixMode
{
    /// <summary>They stay.</summary>
    Apply,

    /// <summary>They are shown as a patch and restored.</summary>
    DryRun,

    /// <summary>They are counted and restored.</summary>
    Check,
}

/// <summary>What the person asked to have mended.</summary>
/// <param name="Rules">Only these rules; empty for all.</param>
/// <param name="Severity">The lowest severity that is mended.</param>
/// <param name="Level">The level up to which fixes are applied.</param>
/// <param name="Include">Globs relative to the folder of the solution or project; empty for every file.</param>
/// <param name="Force">Mends files that git could not bring back.</param>
internal sealed record FixOptions(
    IReadOnlyList<string> Rules, Severity Severity, FixLevel Level, IReadOnlyList<string> Include, FixMode Mode, bool Force)
{
    /// <summary>The only project of the solution that is mended, by name or path; null for all.</summary>
    public string? Project { get; init; }

    /// <summary>Where a patch for each rule goes; null for nowhere. The mode is a dry run then.</summary>
    public string? PatchFolder { get; init; }

    public BuildSettings Build { get; init; } = BuildSettings.Default;
}
