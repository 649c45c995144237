using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>Lines begin with tabs and end with CR LF.</summary>
internal static class TabsAndCrLf
{
    private const int Width = 4;

    public static CompilationUnitSyntax Lay(CompilationUnitSyntax root)
    {
        var tabs = Tracked.Indented(root.ToFullString(), static blank => new string('\t', blank.Length / Width) + new string(' ', blank.Length % Width));
        return Tracked.Again(tabs.Replace("\n", "\r\n", StringComparison.Ordinal), root);
    }

    public static IEnumerable<string> Lapses(string before, string after)
    {
        var known = Lines(before).ToHashSet(StringComparer.Ordinal);
        var root = Tracked.Unit(after);
        foreach (var line in SourceText.From(after).Lines)
        {
            var ending = after[line.End..line.EndIncludingLineBreak];
            if (ending is not ("\r\n" or ""))
            {
                yield return $"A lone line feed ends '{line}'.";
            }

            var written = line.ToString();
            var blank = written[..^written.TrimStart().Length];
            if (blank.Contains(' ', StringComparison.Ordinal) && !known.Contains(written) && Tracked.BeginsFreely(root, line.Start))
            {
                yield return $"Spaces begin '{written}'.";
            }
        }
    }

    private static IEnumerable<string> Lines(string text) => SourceText.From(text).Lines.Select(static line => line.ToString());
}
