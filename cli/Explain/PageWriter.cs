using System.Globalization;
using GracefulAnalyzers.Cli.Shared;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;
using Spectre.Console;
using Table = Markdig.Extensions.Tables.Table;
using TableCell = Markdig.Extensions.Tables.TableCell;
using TableRow = Markdig.Extensions.Tables.TableRow;

namespace GracefulAnalyzers.Cli.Explain;

/// <summary>Writes a page to a terminal. What is not one gets the same words without styles, and no line of it is folded.</summary>
internal sealed class PageWriter(Terminal terminal)
{
    private const int ListIndent = 2;
    private const int CodeIndent = 4;

    private bool _isFirst = true;

    public void Write(IEnumerable<Block> blocks)
    {
        foreach (Block block in blocks)
        {
            Write(block, indent: 0);
        }
    }

    private void Write(Block block, int indent)
    {
        switch (block)
        {
            case HeadingBlock heading:
                Gap();
                Fold(Markdown(heading.Inline), indent, style: heading.Level == 1 ? "bold underline" : "bold");
                break;
            case ParagraphBlock paragraph:
                Gap();
                Fold(Markdown(paragraph.Inline), indent);
                break;
            case CodeBlock code:
                Gap();
                WriteCode(code, indent + CodeIndent);
                break;
            case Table table:
                Gap();
                WriteTable(table);
                break;
            case ListBlock list:
                Gap();
                WriteList(list, indent);
                break;
            case QuoteBlock quote:
                foreach (Block inner in quote)
                {
                    Write(inner, indent + ListIndent);
                }

                break;
            case ThematicBreakBlock:
                Gap();
                terminal.Console.MarkupLine("[grey]---[/]");
                break;
            // Comments mark what is generated; they say nothing to a reader.
            default:
                break;
        }
    }

    // A line of code is never folded: the terminal wraps it, and a copy of it stays one line.
    private void WriteCode(CodeBlock code, int indent)
    {
        foreach (var line in code.Lines.Lines.Take(code.Lines.Count))
        {
            string text = line.Slice.ToString();
            terminal.Console.MarkupLine(text.Length == 0 ? "" : new string(' ', indent) + $"[teal]{Markup.Escape(text)}[/]");
        }
    }

    private void WriteTable(Table table)
    {
        string[][] rows = [.. table.OfType<TableRow>().Select(row => row.OfType<TableCell>()
            .Select(cell => string.Concat(cell.OfType<ParagraphBlock>().Select(text => Markdown(text.Inline)))).ToArray())];
        int[] widths = [.. Enumerable.Range(0, rows.Max(row => row.Length)).Select(column => rows.Max(row => Width(row.ElementAtOrDefault(column) ?? "")))];
        for (int i = 0; i < rows.Length; i++)
        {
            string line = string.Join("  ", rows[i].Select((cell, column) => cell + new string(' ', widths[column] - Width(cell))));
            terminal.Console.MarkupLine((i == 0 ? $"[grey]{line}[/]" : line).TrimEnd());
        }
    }

    private void WriteList(ListBlock list, int indent)
    {
        int number = int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out int start) ? start : 1;
        foreach (ListItemBlock item in list.OfType<ListItemBlock>())
        {
            string mark = list.IsOrdered ? string.Create(CultureInfo.InvariantCulture, $"{number++}. ") : "- ";
            bool isMarked = false;
            foreach (Block block in item)
            {
                if (!isMarked && block is ParagraphBlock paragraph)
                {
                    Fold(Markdown(paragraph.Inline), indent + mark.Length, mark);
                }
                else
                {
                    Write(block, indent + mark.Length);
                }

                isMarked = true;
            }
        }
    }

    // A word that is longer than the line has it to itself, so that addresses stay whole.
    private void Fold(string markup, int indent, string mark = "", string style = "default")
    {
        string line = "";
        string margin = new string(' ', indent - mark.Length) + mark;
        foreach (string word in markup.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && terminal.Width is { } limit && indent + Width(line) + 1 + Width(word) > limit)
            {
                terminal.Console.MarkupLine($"{margin}[{style}]{line}[/]");
                margin = new string(' ', indent);
                line = word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        if (line.Length > 0)
        {
            terminal.Console.MarkupLine($"{margin}[{style}]{line}[/]");
        }
    }

    private static int Width(string markup) => Markup.Remove(markup).GetCellWidth();

    private static string Markdown(ContainerInline? container) => string.Concat((container ?? Enumerable.Empty<Inline>()).Select(inline => inline switch
    {
        LiteralInline literal => Markup.Escape(literal.Content.ToString()),
        CodeInline code => Styled("teal", code.Content),
        EmphasisInline { DelimiterCount: 2 } strong => Styled("bold", RulePage.PlainText(strong)),
        EmphasisInline emphasis => Styled("italic", RulePage.PlainText(emphasis)),
        LinkInline { Url: { Length: > 0 } url } link => Link(RulePage.PlainText(link), url),
        LineBreakInline => " ",
        AutolinkInline link => Styled("blue", link.Url),
        HtmlEntityInline entity => Markup.Escape(entity.Transcoded.ToString()),
        ContainerInline inner => Markdown(inner),
        _ => "",
    }));

    // A page beside this one is another rule's; only an address elsewhere is of use here.
    private static string Link(string text, string url) => url.Contains("://", StringComparison.Ordinal) && url != text
        ? $"{Markup.Escape(text)} ({Styled("blue", url)})"
        : Markup.Escape(text);

    // Word by word, so that a line can end after any of them.
    private static string Styled(string style, string text) =>
        string.Join(' ', text.Split(' ').Select(word => word.Length == 0 ? "" : $"[{style}]{Markup.Escape(word)}[/]"));

    private void Gap()
    {
        if (!_isFirst)
        {
            terminal.Console.WriteLine();
        }

        _isFirst = false;
    }
}
