using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// A patch whose hunks are grouped by the findings that they mend, each group under comments that say why; <c>git apply</c> skips those. Findings that share
/// a place share a group, so that a group can be taken without the others.
/// </summary>
/// <param name="root">The folder that the patch's paths are relative to.</param>
internal sealed class ExplainedPatch(string root)
{
    /// <param name="patch">As git wrote it.</param>
    /// <param name="mended">With the places of the original files.</param>
    public string Write(string patch, IReadOnlyList<Finding> mended)
    {
        IReadOnlyList<FilePatch> files = FilePatch.Read(patch);
        if (mended.Count == 0)
        {
            return patch;
        }

        (FilePatch File, Hunk Hunk, int[] Findings)[] places =
            [.. files.SelectMany(file => file.Hunks.Select(hunk => (file, hunk, Behind(file, hunk, mended))))];
        int[] groups = Joined(places.Select(place => place.Findings), mended.Count);
        var text = new StringBuilder();
        var written = new Dictionary<string, List<Hunk>>(StringComparer.Ordinal);
        foreach (var group in places.GroupBy(place => groups[place.Findings[0]]).OrderBy(group => group.Key))
        {
            foreach (Finding finding in mended.Where((_, index) => groups[index] == group.Key))
            {
                text.Append(CultureInfo.InvariantCulture,
                    $"# {finding.Rule} {finding.Name} {PathText.Relative(root, finding.Span.File)}:{finding.Span.Line}\n");
                text.Append(CultureInfo.InvariantCulture, $"#   {TerminalText.Visible(finding.Message.ReplaceLineEndings(" "))}\n");
            }

            foreach (var file in group.GroupBy(place => place.File))
            {
                Hunk[] hunks = [.. file.Select(place => place.Hunk)];
                List<Hunk> earlier = written.TryGetValue(file.Key.Path, out List<Hunk>? before) ? before : written[file.Key.Path] = [];
                text.Append(file.Key.Write(hunks, earlier));
                earlier.AddRange(hunks);
            }
        }

        // Without a hunk there is nothing to group, as in an empty new file.
        foreach (FilePatch file in files.Where(file => file.Hunks.Count == 0))
        {
            text.Append(file.Header);
        }

        return text.ToString();
    }

    // The findings whose mend the hunk is: those that lie in it, or point into it, or else are nearest.
    private int[] Behind(FilePatch file, Hunk hunk, IReadOnlyList<Finding> mended)
    {
        string path = Path.GetFullPath(file.Path, root);
        int[] all = [.. Enumerable.Range(0, mended.Count)];
        int[] inside = [.. all.Where(index => IsIn(mended[index].Span))];
        int[] pointing = [.. all.Where(index => mended[index].Related.Any(related => IsIn(related.Span)))];
        int[] own = [.. all.Where(index => PathText.Comparer.Equals(mended[index].Span.File, path))];
        int[] related = [.. all.Where(index => mended[index].Related.Any(place => PathText.Comparer.Equals(place.Span.File, path)))];
        int[] scaffolding = [.. all.Where(index => file.IsNew && FixSelection.LevelOf(mended[index]) == FixLevel.Scaffold)];
        return inside.Length > 0 ? inside
            : pointing.Length > 0 ? pointing
            : own.Length > 0 ? [own.MinBy(index => Math.Abs(mended[index].Span.Line - hunk.OldStart))]
            : related.Length > 0 ? related
            : scaffolding.Length > 0 ? scaffolding
            : all;

        bool IsIn(SourceSpan span) =>
            PathText.Comparer.Equals(span.File, path) && span.Line < hunk.OldStart + hunk.OldCount && span.EndLine >= hunk.OldStart;
    }

    // Each finding's group is the first of those that it shares places with, directly or over others.
    private static int[] Joined(IEnumerable<int[]> places, int count)
    {
        int[] group = [.. Enumerable.Range(0, count)];
        foreach (int[] place in places)
        {
            int first = place.Min(index => group[index]);
            int[] joined = [.. place.Select(index => group[index]).Distinct()];
            for (int index = 0; index < count; index++)
            {
                group[index] = joined.Contains(group[index]) ? first : group[index];
            }
        }

        return group;
    }
}
