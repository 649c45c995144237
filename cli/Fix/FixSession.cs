using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// Builds, mends and builds again until nothing is left to mend. Until it is closed as a success, disposing it brings every file back: after a failure,
/// after Ctrl-C or SIGTERM, after a rehearsal. Copies of all of them lie outside the tree meanwhile, for when it is killed.
/// </summary>
internal sealed class FixSession(ScanTarget target, FixOptions options, IReadOnlyList<string> analyzers, ScratchFolder scratch, FixProgress progress)
    : IDisposable
{
    // One fix's result can be another rule's finding; more often than this it is a quarrel between fixes.
    private const int MaxPasses = 5;

    // What telling bad fixes from good ones may cost.
    private const int MaxSearchBuilds = 6;

    private readonly FixBuild _build = new(target, options.Build, analyzers, scratch, progress.Console);
    private TreeSnapshot? _tree;
    private Originals? _originals;
    private bool _isKept;

    /// <summary>Why there is no outcome.</summary>
    public string Failure { get; private set; } = "";

    public IReadOnlyList<ScanError> FailureDetails { get; private set; } = [];

    /// <summary>Null when it failed; then nothing is changed, and <see cref="Failure"/> says why.</summary>
    /// <param name="patch">Gets each rule that was mended alone, with what that did; null to mend all rules together.</param>
    public async Task<FixOutcome?> RunAsync(Func<string, FixOutcome, Task>? patch, CancellationToken cancellation)
    {
        try
        {
            return await MendAsync(patch, cancellation);
        }
        catch (FixAbandonedException e)
        {
            Failure = e.Message;
            FailureDetails = e.Details;
            return null;
        }
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
                progress.Say($"Not brought back: {file}");
            }

            if (tree.WasChanged)
            {
                progress.Say($"Every {(lost.Count > 0 ? "other " : "")}file is as it was before.");
            }
        }

        _originals?.Dispose();
        _build.Dispose();
    }

    private async Task<FixOutcome> MendAsync(Func<string, FixOutcome, Task>? patch, CancellationToken cancellation)
    {
        ScanReport before = await _build.RunAsync(isVerdict: false, cancellation);
        if (before.Errors.Count > 0)
        {
            throw new FixAbandonedException("Nothing was changed, because not everything builds as it is:", before.Errors);
        }

        // A mistyped ID would otherwise look like nothing to fix.
        if (ScanVerdict.UnknownRules(before, options.Rules) is { Count: > 0 } unknown)
        {
            throw new FixAbandonedException("Nothing was changed:", unknown);
        }

        IReadOnlyList<CompiledSources> sources = CompiledSources.Read(scratch);
        TreeSnapshot tree = _tree = TreeSnapshot.Of(sources.SelectMany(project => project.Files.Append(project.Project)));
        foreach (string notice in Originals.LeftBehind(tree))
        {
            progress.Say(notice);
        }

        string[] files =
            [.. sources.Where(project => target.Projects.Contains(project.Project, PathText.Comparer)).SelectMany(project => project.Files)];
        var selection = new FixSelection(options, target, files);
        bool isGuarded = options is { Mode: FixMode.Apply, Force: false } && selection.Fixable(before).Count > 0;
        IReadOnlySet<string> uncommitted = isGuarded ? await CommittedTree.NotCommittedAsync(tree.Paths, cancellation) : new HashSet<string>();
        if (patch is null)
        {
            return await RunPassesAsync(tree, before, sources, selection, uncommitted, cancellation);
        }

        FixOutcome all = FixOutcome.Of(selection, before, before, [], [], []) with { Remaining = [] };
        foreach (string rule in selection.Fixable(before).Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal))
        {
            // Each begins with the tree as it is, so that its patch needs none of the others.
            var alone = new FixSelection(options with { Rules = [rule] }, target, files);
            FixOutcome outcome = await RunPassesAsync(tree, before, sources, alone, uncommitted, cancellation);
            await patch(rule, outcome);
            all = all.And(outcome);
            tree.Return([]);
        }

        return all;
    }

    private async Task<FixOutcome> RunPassesAsync(
        TreeSnapshot tree, ScanReport before, IReadOnlyList<CompiledSources> sources, FixSelection selection, IReadOnlySet<string> uncommitted,
        CancellationToken cancellation)
    {
        var scaffolds = new ScaffoldMoves(tree);
        var format = new FormatPass(target, options.Build, analyzers, scratch, progress.Hear);
        ScanReport report = before;
        FixPass? pass = null;
        IReadOnlyList<Finding> fixable = [];
        var broken = new List<BrokenFix>();
        var culprits = new Culprits(AttemptAsync, MaxSearchBuilds);
        for (int number = 1; number <= MaxPasses && Left(report) is { Count: > 0 } left; number++)
        {
            fixable = left;
            progress.Begin(number, fixable);
            RequireUnedited(tree);
            FixPass.RequireKept(fixable.Select(finding => finding.Span.File), uncommitted);
            _originals ??= Originals.Keep(tree, scratch);
            pass = new(tree, scaffolds, format, _build, progress, report, uncommitted);
            FixUnit[] units = [.. fixable.Select(FixUnit.Of).Distinct()];
            ScanReport result = await AttemptAsync(units, cancellation);
            if (!pass.HasEdited)
            {
                foreach (string line in pass.Said.Where(line => line.Contains("warn", StringComparison.OrdinalIgnoreCase)))
                {
                    progress.Say($"dotnet format: {line}");
                }

                break;
            }

            if (result.Errors.Count > 0)
            {
                await RequireOurFaultAsync(pass, number, result, cancellation);
                broken.AddRange(await culprits.FindAsync(units, result, cancellation));
            }

            report = pass.Settle();
        }

        RequireUnedited(tree);
        return FixOutcome.Of(selection, before, report, tree.Changes(), [.. scaffolds.Placed], broken);

        IReadOnlyList<Finding> Left(ScanReport now) =>
            [.. selection.Fixable(now).Where(finding => !broken.Exists(fix => fix.Unit == FixUnit.Of(finding)))];

        Task<ScanReport> AttemptAsync(IReadOnlyList<FixUnit> units, CancellationToken token)
        {
            int all = fixable.Select(FixUnit.Of).Distinct().Count();
            if (units.Count < all)
            {
                progress.Retry(units.Count, all);
            }

            IEnumerable<FixUnit> unwanted = selection.FixableOtherwise(report).Select(FixUnit.Of)
                .Concat(broken.Select(fix => fix.Unit)).Concat(fixable.Select(FixUnit.Of)).Distinct().Except(units);
            return pass!.AttemptAsync(
                [.. fixable.Where(finding => units.Contains(FixUnit.Of(finding)))], [.. unwanted], options.Include.Count > 0, sources, token);
        }
    }

    // The build before the first pass left out rules that are not the compiler's, and not ours.
    private async Task RequireOurFaultAsync(FixPass pass, int number, ScanReport failure, CancellationToken cancellation)
    {
        if (number > 1 || !BrokenBuild.MayBeOfOtherRules(failure))
        {
            return;
        }

        pass.Settle();
        ScanReport original = await _build.RunAsync(isVerdict: true, cancellation);
        if (original.Errors.Count > 0)
        {
            throw new FixAbandonedException("Nothing was changed, because not everything builds as it is:", original.Errors);
        }
    }

    private static void RequireUnedited(TreeSnapshot tree)
    {
        if (tree.EditedByOthers() is { Count: > 0 } files)
        {
            throw new FixAbandonedException(
                "Files were edited while the fix ran, so it stopped. They keep that edit; the fixes in all others are taken back. "
                    + "Leave the files alone until it ends, and run it again:",
                [.. files.Select(file => new ScanError("", file, []))]);
        }
    }
}
