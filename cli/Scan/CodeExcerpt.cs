using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>One line of code made fit for a terminal, and where the carets go, in terminal cells.</summary>
internal sealed record CodeExcerpt(string Code, int CaretOffset, int CaretLength)
{
    private const string Ellipsis = "…";

    /// <summary>Shows the first line of a span within a width; null for no limit. Columns are one-based, the end exclusive.</summary>
    public static CodeExcerpt Of(string line, SourceSpan span, int? width)
    {
        int start = Math.Clamp(span.Column - 1, 0, line.Length);
        int end = span.EndLine > span.Line ? line.TrimEnd().Length : Math.Clamp(span.EndColumn - 1, start, line.Length);
        int indent = Math.Min(line.Length - line.TrimStart().Length, start);

        string before = TerminalText.Visible(line[indent..start]);
        string marked = TerminalText.Visible(line[start..Math.Max(start, end)]);
        string after = TerminalText.Visible(line[Math.Max(start, end)..].TrimEnd());
        int offset = Cells(before);
        int length = Math.Max(1, Cells(marked));
        string code = before + marked + after;
        if (width is not { } limit || Cells(code) <= limit)
        {
            return new(code, offset, length);
        }

        // The marked part stays in sight: first what follows it is cut, then what precedes it.
        if (offset + Math.Min(length, limit / 2) + 1 > limit)
        {
            before = Ellipsis + LastCells(before, limit / 3);
            offset = Cells(before);
        }

        code = before + marked + after;
        code = Cells(code) <= limit ? code : FirstCells(code, limit - 1) + Ellipsis;
        return new(code, offset, Math.Clamp(length, 1, Math.Max(1, limit - offset)));
    }

    private static string FirstCells(string text, int cells)
    {
        var kept = new StringBuilder();
        foreach (string element in Elements(text))
        {
            cells -= Cells(element);
            if (cells < 0)
            {
                break;
            }

            kept.Append(element);
        }

        return kept.ToString();
    }

    private static string LastCells(string text, int cells)
    {
        var kept = new Stack<string>();
        foreach (string element in Elements(text).Reverse())
        {
            cells -= Cells(element);
            if (cells < 0)
            {
                break;
            }

            kept.Push(element);
        }

        return string.Concat(kept);
    }

    private static IEnumerable<string> Elements(string text)
    {
        TextElementEnumerator elements = StringInfo.GetTextElementEnumerator(text);
        while (elements.MoveNext())
        {
            yield return elements.GetTextElement();
        }
    }

    private static int Cells(string text) => text.GetCellWidth();
}
