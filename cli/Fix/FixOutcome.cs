using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>What a fix did, or would do.</summary>
/// <param name="Fixed">Findings of the first build that the last one no longer has; spans are those of the first.</param>
/// <param name="Remaining">Could still be mended: the passes were used up, or the fix found nothing to edit.</param>
/// <param name="Broken">Stay as they were, because what their fixes make of them does not compile.</param>
/// <param name="Unfixable">Have no automatic mend.</param>
/// <param name="Undecided">Wait for their owner.</param>
/// <param name="FixableOtherwise">Could be mended under other options.</param>
internal sealed record FixOutcome(
    IReadOnlyList<Finding> Fixed,
    IReadOnlyList<Finding> Remaining,
    IReadOnlyList<(Finding Finding, BrokenFix Broken)> Broken,
    IReadOnlyList<Finding> Unfixable,
    IReadOnlyList<Finding> Undecided,
    IReadOnlyList<Finding> FixableOtherwise,
    IReadOnlyList<ChangedFile> Changes,
    IReadOnlyList<PlacedScaffold> Scaffolds)
{
    public static FixOutcome Of(FixSelection selection, ScanReport before, ScanReport after, IReadOnlyList<ChangedFile> changes,
        IReadOnlyList<PlacedScaffold> scaffolds, IReadOnlyList<BrokenFix> broken)
    {
        IReadOnlyList<Finding> left = selection.Asked(after);
        IReadOnlyList<Finding> remaining = selection.Fixable(after);
        Dictionary<FixUnit, BrokenFix> refused = broken.ToDictionary(fix => fix.Unit);
        return new(
            Gone(selection.Asked(before), left),
            [.. remaining.Where(finding => !refused.ContainsKey(FixUnit.Of(finding)))],
            [.. remaining.Where(finding => refused.ContainsKey(FixUnit.Of(finding))).Select(finding => (finding, refused[FixUnit.Of(finding)]))],
            [.. left.Where(finding => finding.Decision.Length == 0 && FixSelection.LevelOf(finding) is null)],
            [.. left.Where(finding => finding.Decision.Length > 0)],
            selection.FixableOtherwise(after),
            changes,
            scaffolds);
    }

    /// <summary>With what another run over the same tree mended, and could not mend; the rest is told by the first.</summary>
    public FixOutcome And(FixOutcome other) => this with
    {
        Fixed = [.. Fixed, .. other.Fixed],
        Remaining = [.. Remaining, .. other.Remaining],
        Broken = [.. Broken, .. other.Broken],
        Changes = [.. Changes.Concat(other.Changes).DistinctBy(file => file.Path).OrderBy(file => file.Path, StringComparer.Ordinal)],
        Scaffolds = [.. Scaffolds.Concat(other.Scaffolds).Distinct()],
    };

    // Lines shift with every edit; what a finding says of which file does not.
    private static Finding[] Gone(IEnumerable<Finding> before, IEnumerable<Finding> after)
    {
        Dictionary<(string, string, string), int> left = after.GroupBy(Key).ToDictionary(same => same.Key, same => same.Count());
        // Of several alike, those that could not be mended are the ones that stay.
        return
        [
            .. before.GroupBy(Key).SelectMany(same => same
                    .OrderBy(finding => FixSelection.LevelOf(finding) is null || finding.Decision.Length > 0)
                    .Take(Math.Max(0, same.Count() - left.GetValueOrDefault(same.Key))))
                .OrderBy(finding => finding.Span.File, StringComparer.Ordinal).ThenBy(finding => finding.Span.Line).ThenBy(finding => finding.Span.Column),
        ];

        static (string, string, string) Key(Finding finding) => (finding.Rule, finding.Span.File, finding.Message);
    }
}
