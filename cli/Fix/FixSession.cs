using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// Builds, mends and builds again until nothing is left to mend. Until it is closed as a success, disposing it brings every file back: after a failure,
/// after Ctrl-C or SIGTERM, after a rehearsal. Copies of all of them lie outside the tree meanwhile, for when it is killed.
/// </summary>
internal sealed class FixSession(ScanTarget target, FixOptions options, IReadOnlyList<string> analyzers, ScratchFolder scratch, IAnsiConsole progress)
    : IDisposable
{
    // One fix's result can be another rule's finding; more often than this it is a quarrel between fixes.
    private const int MaxPasses = 5;

    private TreeSnapshot? _tree;
    private Originals? _originals;
    private bool _isKept;

    /// <summary>Why there is no outcome.</summary>
    public string Failure { get; private set; } = "";

    public IReadOnlyList<ScanError> FailureDetails { get; private set; } = [];

    /// <summary>Null when something did not build; then nothing is changed, and <see cref="Failure"/> says what.</summary>
    public async Task<FixOutcome?> RunAsync(CancellationToken cancellation)
    {
        ScanReport before = await BuildAsync(cancellation);
        if (before.Errors.Count > 0)
        {
            return Fail("Nothing was changed, because not everything builds as it is:", before.Errors);
        }

        // A mistyped ID would otherwise look like nothing to fix.
        if (ScanVerdict.UnknownRules(before, options.Rules) is { Count: > 0 } unknown)
        {
            return Fail("Nothing was changed:", unknown);
        }

        IReadOnlyList<CompiledSources> sources = CompiledSources.Read(scratch);
        _tree = TreeSnapshot.Of(sources.SelectMany(project => project.Files.Append(project.Project)));
        foreach (string notice in Originals.LeftBehind(_tree))
        {
            progress.WriteLine(notice);
        }

        var selection = new FixSelection(
            options, target, sources.Where(project => target.Projects.Contains(project.Project, PathText.Comparer)).SelectMany(project => project.Files));
        var scaffolds = new ScaffoldMoves(_tree);
        var format = new FormatPass(target, analyzers, scratch);
        ScanReport report = before;
        bool isGuarded = options is { Mode: FixMode.Apply, Force: false } && selection.Fixable(report).Count > 0;
        IReadOnlySet<string> uncommitted = isGuarded ? await CommittedTree.NotCommittedAsync(_tree.Paths, cancellation) : new HashSet<string>();
        for (int pass = 1; pass <= MaxPasses && selection.Fixable(report) is { Count: > 0 } fixable; pass++)
        {
            progress.WriteLine($"Pass {pass}: {fixable.Count} to fix ...");
            HashSet<string> rules = [.. fixable.Select(finding => finding.Rule)];
            // Without a list of files, dotnet format mends every finding of a rule.
            bool onlyTheirFiles = options.Include.Count > 0 || selection.FixableOtherwise(report).Any(finding => rules.Contains(finding.Rule));
            int changed = Fingerprint();
            if (_tree.EditedByOthers() is { Count: > 0 } edited)
            {
                return FailOnEdits(edited);
            }

            if (FailOnLoss(fixable.Select(finding => finding.Span.File), uncommitted))
            {
                return null;
            }

            _originals ??= Originals.Keep(_tree, scratch);
            IReadOnlyList<string> said = await _tree.EditAsync(() => format.RunAsync(fixable, onlyTheirFiles, cancellation));
            if (Fingerprint() == changed)
            {
                foreach (string line in said)
                {
                    progress.WriteLine($"dotnet format: {line}");
                }

                break;
            }

            // A fix may edit other files than the one of its finding.
            if (FailOnLoss(_tree.Changes().Select(file => file.Path), uncommitted))
            {
                return null;
            }

            bool isMoved = scaffolds.Move(sources);
            report = await BuildAsync(cancellation);
            if (isMoved && (report.Errors.Count > 0 || !scaffolds.AreCompiled(CompiledSources.Read(scratch))))
            {
                scaffolds.Undo();
                report = await BuildAsync(cancellation);
            }

            if (report.Errors.Count > 0)
            {
                return Fail("The fixes would have broken the build, so every file was restored:", report.Errors);
            }
        }

        return _tree.EditedByOthers() is { Count: > 0 } late
            ? FailOnEdits(late)
            : FixOutcome.Of(selection, before, report, _tree.Changes(), [.. scaffolds.Placed]);
    }

    /// <summary>Ends a successful session: what was mended stays, unless it was a rehearsal.</summary>
    /// <returns>Files that could not be brought back.</returns>
    public IReadOnlyList<string> Close()
    {
        _isKept = true;
        return options.Mode == FixMode.Apply ? [] : _tree?.Restore() ?? [];
    }

    public void Dispose()
    {
        if (!_isKept && _tree is { } tree)
        {
            IReadOnlyList<string> lost = tree.Restore();
            foreach (string file in lost)
            {
                progress.WriteLine($"Not brought back: {file}");
            }

            if (tree.WasChanged)
            {
                progress.WriteLine($"Every {(lost.Count > 0 ? "other " : "")}file is as it was before.");
            }
        }

        _originals?.Dispose();
    }

    private async Task<ScanReport> BuildAsync(CancellationToken cancellation)
    {
        scratch.ForgetVerdicts();
        var build = new InjectedBuild(target, analyzers, scratch, BuildSettings.Default with { IsStrict = true });
        BuildOutcome outcome = await new BuildProgress(progress, scratch, target.Projects.Count).WatchAsync(() => build.RunAsync(cancellation));
        ScanReport report = new ReportBuilder(target, outcome).Build();
        // Findings are complete without what runs after the compiler; a build is not.
        return report.Errors.Count > 0 || outcome.Errors.Count == 0
            ? report
            : report with { Errors = [.. outcome.Errors.GroupBy(problem => problem.Project ?? target.Path)
                .Select(own => new ScanError(Path.GetFileNameWithoutExtension(own.Key), "it did not build", [.. own.Select(problem => problem.Text)]))] };
    }

    private FixOutcome? Fail(string summary, IReadOnlyList<ScanError> details)
    {
        Failure = summary;
        FailureDetails = details;
        return null;
    }

    private bool FailOnLoss(IEnumerable<string> files, IReadOnlySet<string> uncommitted)
    {
        string[] lost = [.. files.Where(uncommitted.Contains).Distinct(PathText.Comparer).Order(StringComparer.Ordinal)];
        if (lost.Length > 0)
        {
            Fail(
                "Nothing was fixed, because git could not bring these files back: they are ignored, not committed, or in no repository. "
                    + "Commit them, choose others with --include, or use --force:",
                [.. lost.Select(file => new ScanError("", file, []))]);
        }

        return lost.Length > 0;
    }

    private FixOutcome? FailOnEdits(IReadOnlyList<string> files) => Fail(
        "Files were edited while the fix ran, so it stopped. They keep that edit; the fixes in all others are taken back. "
            + "Leave the files alone until it ends, and run it again:",
        [.. files.Select(file => new ScanError("", file, []))]);

    private int Fingerprint()
    {
        var hash = new HashCode();
        foreach (ChangedFile file in _tree!.Changes())
        {
            hash.Add(file.Path);
            hash.AddBytes(file.After);
        }

        return hash.ToHashCode();
    }
}
