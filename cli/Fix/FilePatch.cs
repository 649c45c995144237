using System.Globalization;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>One place of a file's patch: line numbers of the original, and the lines below the <c>@@</c> line with their ends.</summary>
internal sealed record Hunk(int OldStart, int OldCount, int NewCount, string Text)
{
    public int Delta => NewCount - OldCount;
}

/// <summary>What a unified diff says of one file.</summary>
/// <param name="Path">Relative to the patch's root, with forward slashes.</param>
/// <param name="Header">The lines before the first hunk, with their ends.</param>
internal sealed partial record FilePatch(string Path, string Header, IReadOnlyList<Hunk> Hunks)
{
    public bool IsNew => Header.Contains("\nnew file mode ", StringComparison.Ordinal);

    /// <summary>Reads what git wrote.</summary>
    public static IReadOnlyList<FilePatch> Read(string patch) =>
        [.. FileStart().Split(patch).Where(text => text.Length > 0).Select(ReadFile)];

    /// <summary>The patch of some hunks only.</summary>
    /// <param name="earlier">The hunks that were applied before; they have shifted the lines.</param>
    public string Write(IReadOnlyCollection<Hunk> chosen, IReadOnlyCollection<Hunk> earlier)
    {
        // The hashes are those of the whole change.
        string text = chosen.Count == Hunks.Count ? Header : IndexLine().Replace(Header, "");
        int shift = 0;
        foreach (Hunk hunk in chosen.OrderBy(hunk => hunk.OldStart))
        {
            int start = hunk.OldStart + earlier.Where(before => before.OldStart < hunk.OldStart).Sum(before => before.Delta);
            // An empty side counts from the line before it.
            int newStart = start + shift + (hunk.OldCount == 0 ? 1 : 0) - (hunk.NewCount == 0 ? 1 : 0);
            text += string.Create(CultureInfo.InvariantCulture, $"@@ -{start},{hunk.OldCount} +{newStart},{hunk.NewCount} @@\n") + hunk.Text;
            shift += hunk.Delta;
        }

        return text;
    }

    private static FilePatch ReadFile(string text)
    {
        MatchCollection starts = HunkStart().Matches(text);
        string header = starts.Count == 0 ? text : text[..starts[0].Index];
        Hunk[] hunks = [.. starts.Select((start, index) => new Hunk(
            Number(start.Groups["old"]), Count(start.Groups["oldCount"]), Count(start.Groups["newCount"]),
            text[(start.Index + start.Length)..(index + 1 < starts.Count ? starts[index + 1].Index : text.Length)]))];
        return new(NewSide().Match(header) is { Success: true } side ? side.Groups["path"].Value : "", header, hunks);
    }

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    private static int Count(Group group) => group.Success ? Number(group) : 1;

    [GeneratedRegex("^(?=diff --git )", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex FileStart();

    [GeneratedRegex(@"^@@ -(?<old>\d+)(,(?<oldCount>\d+))? \+\d+(,(?<newCount>\d+))? @@[^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex HunkStart();

    [GeneratedRegex(@"^\+\+\+ ""?b/(?<path>[^\n\t""]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex NewSide();

    [GeneratedRegex(@"^index [^\n]*\n", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex IndexLine();
}
