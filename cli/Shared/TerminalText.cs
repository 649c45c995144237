using System.Text;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>Text of unknown origin as it may stand on a terminal.</summary>
internal static class TerminalText
{
    private const int TabWidth = 4;

    /// <summary>Text without characters that could move the cursor or reorder what is read; tabs become spaces.</summary>
    public static string Visible(string text)
    {
        var visible = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            _ = c == '\t'
                ? visible.Append(' ', TabWidth)
                : visible.Append(char.IsControl(c) || IsReordering(c) ? '\uFFFD' : c);
        }

        return visible.ToString();
    }

    /// <summary><see cref="Visible"/>, and nothing in it is taken for markup.</summary>
    public static string Escaped(string text) => Markup.Escape(Visible(text));

    /// <summary>Text on lines of a width, whatever lines it came in; null for no limit.</summary>
    public static IEnumerable<string> Lines(string text, int? width) => Wrap(Visible(text.ReplaceLineEndings(" ")), width);

    /// <summary>Writes text on lines that fit, each behind an indent.</summary>
    public static void WriteParagraph(this Terminal terminal, string text, string indent = "", string style = "")
    {
        foreach (string line in Lines(text, terminal.Width - indent.Length))
        {
            terminal.Console.MarkupLine(style.Length > 0 ? $"{indent}[{style}]{Markup.Escape(line)}[/]" : indent + Markup.Escape(line));
        }
    }

    // At spaces; a word longer than the width keeps its line to itself, so that paths stay clickable.
    private static IEnumerable<string> Wrap(string text, int? width)
    {
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && width is { } limit && line.GetCellWidth() + 1 + word.GetCellWidth() > limit)
            {
                yield return line;
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        if (line.Length > 0)
        {
            yield return line;
        }
    }

    private static bool IsReordering(char c) => c is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';
}
