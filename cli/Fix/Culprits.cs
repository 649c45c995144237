using GracefulAnalyzers.Cli.Scan;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// Tells the fixes that break the build from those that do not: first by the files that the compiler's errors name, then by halving. What builds is kept as
/// it grows, so that running out of builds loses fixes and never a tree that builds.
/// </summary>
/// <param name="attempt">Applies exactly these units and builds.</param>
/// <param name="builds">How many attempts there may be, over all searches.</param>
internal sealed class Culprits(Func<IReadOnlyList<FixUnit>, CancellationToken, Task<ScanReport>> attempt, int builds)
{
    private List<BrokenFix> _broken = [];
    private List<FixUnit> _kept = [];
    private int _left = builds;

    /// <summary>Searches among units that do not build together. The last attempt that built, if any did, holds those that are not broken.</summary>
    /// <param name="failure">What the build of all of them said.</param>
    public async Task<IReadOnlyList<BrokenFix>> FindAsync(IReadOnlyList<FixUnit> units, ScanReport failure, CancellationToken cancellation)
    {
        _broken = [];
        _kept = [];
        List<FixUnit> trusted = [.. units.OrderBy(unit => unit.Rule, StringComparer.Ordinal).ThenBy(unit => unit.File, StringComparer.Ordinal)];
        List<FixUnit> suspects = [];
        for (ScanReport last = failure; trusted.Count > 0 && last.Errors.Count > 0;)
        {
            IReadOnlySet<string> named = BrokenBuild.FilesOf(last);
            List<FixUnit> blamed = trusted.FindAll(unit => named.Contains(unit.File));
            // Errors in files without findings, such as those of callers, name nobody, and all of them everybody.
            blamed = blamed.Count > 0 && _left > 0 ? blamed : trusted;
            suspects.AddRange(blamed);
            trusted = [.. trusted.Except(blamed)];
            if (trusted.Count > 0)
            {
                last = await TryAsync(trusted, cancellation);
            }
        }

        await SplitAsync(suspects, failure, cancellation);
        return _broken;
    }

    // Together with what is kept, the group is known to fail.
    private async Task SplitAsync(List<FixUnit> group, ScanReport failure, CancellationToken cancellation)
    {
        if (group.Count == 1 || _left == 0)
        {
            _broken.AddRange(group.Select(unit => new BrokenFix(unit, BrokenBuild.ErrorsOf(failure, unit.File), group.Count == 1)));
            return;
        }

        List<FixUnit> first = group[..(group.Count / 2)];
        List<FixUnit> second = group[first.Count..];
        if (await JudgeAsync(first, failure, cancellation))
        {
            await SplitAsync(second, failure, cancellation);
        }
        else
        {
            await JudgeAsync(second, failure, cancellation);
        }
    }

    private async Task<bool> JudgeAsync(List<FixUnit> group, ScanReport failure, CancellationToken cancellation)
    {
        if (_left == 0)
        {
            _broken.AddRange(group.Select(unit => new BrokenFix(unit, BrokenBuild.ErrorsOf(failure, unit.File), IsProven: false)));
            return false;
        }

        ScanReport report = await TryAsync([.. _kept, .. group], cancellation);
        if (report.Errors.Count > 0)
        {
            await SplitAsync(group, report, cancellation);
        }

        return report.Errors.Count == 0;
    }

    private async Task<ScanReport> TryAsync(List<FixUnit> units, CancellationToken cancellation)
    {
        _left--;
        ScanReport report = await attempt(units, cancellation);
        if (report.Errors.Count == 0)
        {
            _kept = units;
        }

        return report;
    }
}
