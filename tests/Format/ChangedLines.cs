using System.Globalization;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Format.Tests;

/// <summary>Which lines of the old text a diff touches; an insertion touches the line before it.</summary>
internal static partial class ChangedLines
{
    public static IEnumerable<(string Path, int Line)> Of(string diff)
    {
        var (path, old) = ("", 0);
        foreach (var line in diff.Split('\n'))
        {
            if (line.StartsWith("--- a/", StringComparison.Ordinal))
            {
                path = line["--- a/".Length..];
            }
            else if (HunkHeader().Match(line) is { Success: true } hunk)
            {
                old = int.Parse(hunk.Groups[1].Value, CultureInfo.InvariantCulture);
            }
            else if (line.StartsWith('-') && !line.StartsWith("---", StringComparison.Ordinal))
            {
                yield return (path, old++);
            }
            else if (line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal))
            {
                yield return (path, Math.Max(1, old - 1));
            }
            else if (line.StartsWith(' '))
            {
                old++;
            }
        }
    }

    [GeneratedRegex(@"^@@ -(\d+)")]
    private static partial Regex HunkHeader();
}
