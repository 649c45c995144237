using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>One pass over a tree that builds: it mends, moves scaffolds and builds, and can do so again with fewer fixes from the same beginning.</summary>
/// <param name="report">What the last build of the tree said.</param>
/// <param name="uncommitted">Files that may not change, because git could not bring them back.</param>
internal sealed class FixPass(
    TreeSnapshot tree, ScaffoldMoves scaffolds, FormatPass format, FixBuild build, FixProgress progress, ScanReport report,
    IReadOnlySet<string> uncommitted)
{
    private readonly (IReadOnlyList<ChangedFile> Files, IReadOnlyList<PlacedScaffold> Scaffolds) _start = (tree.Changes(), [.. scaffolds.Placed]);
    private (IReadOnlyList<ChangedFile> Files, IReadOnlyList<PlacedScaffold> Scaffolds, ScanReport Report)? _best;
    private bool _isMoveTrusted;

    /// <summary>What dotnet format said last.</summary>
    public IReadOnlyList<string> Said { get; private set; } = [];

    /// <summary>Whether an attempt edited anything.</summary>
    public bool HasEdited { get; private set; }

    /// <summary>Mends these findings, and none of the unwanted units, from the beginning of the pass.</summary>
    /// <exception cref="FixAbandonedException">An edit went where it may not.</exception>
    public async Task<ScanReport> AttemptAsync(
        IReadOnlyList<Finding> findings, FixUnit[] unwanted, bool onlyTheirFiles, IReadOnlyList<CompiledSources> sources, CancellationToken cancellation)
    {
        Return(_start.Files, _start.Scaffolds);
        Said = await tree.EditAsync(() => progress.WatchAsync(() => format.RunAsync(findings, unwanted, onlyTheirFiles, cancellation)));
        if (tree.IsAt(_start.Files))
        {
            _best = (_start.Files, _start.Scaffolds, report);
            return report;
        }

        HasEdited = true;
        // A fix may edit other files than the one of its finding.
        RequireKept(tree.Changes().Select(file => file.Path), uncommitted);
        bool isMoved = scaffolds.Move(sources);
        ScanReport result = await build.RunAsync(isVerdict: true, cancellation);
        if (isMoved && ((result.Errors.Count > 0 && !_isMoveTrusted) || !scaffolds.AreCompiled(CompiledSources.Read(format.Scratch))))
        {
            scaffolds.Undo();
            ScanReport unmoved = await build.RunAsync(isVerdict: true, cancellation);
            // Then the move was not what broke it.
            _isMoveTrusted = unmoved.Errors.Count > 0;
            result = unmoved;
        }

        if (result.Errors.Count == 0)
        {
            _best = (tree.Changes(), [.. scaffolds.Placed], result);
        }

        return result;
    }

    /// <summary>Leaves the tree as the last attempt that built left it, or as it was before the pass.</summary>
    /// <returns>What that build said.</returns>
    public ScanReport Settle()
    {
        (IReadOnlyList<ChangedFile> files, IReadOnlyList<PlacedScaffold> placed, ScanReport said) = _best ?? (_start.Files, _start.Scaffolds, report);
        Return(files, placed);
        return said;
    }

    /// <exception cref="FixAbandonedException">One of the files could not be brought back.</exception>
    public static void RequireKept(IEnumerable<string> files, IReadOnlySet<string> uncommitted)
    {
        string[] lost = [.. files.Where(uncommitted.Contains).Distinct(PathText.Comparer).Order(StringComparer.Ordinal)];
        if (lost.Length > 0)
        {
            throw new FixAbandonedException(
                "Nothing was fixed, because git could not bring these files back: they are ignored, not committed, or in no repository. "
                    + "Commit them, choose others with --include, or use --force:",
                [.. lost.Select(file => new ScanError("", file, []))]);
        }
    }

    private void Return(IReadOnlyList<ChangedFile> files, IReadOnlyList<PlacedScaffold> placed)
    {
        tree.Return(files);
        scaffolds.Return(placed);
    }
}
