using System.Globalization;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>Writes a report for a person; file paths are shown relative to the root.</summary>
internal sealed class HumanReport(Terminal terminal, string root)
{
    private const int MaxDetails = 12;

    private readonly int? _width = terminal.Width;
    private readonly SourceText _sources = new();

    public void WriteHeader(string target) => Line($"[bold]Scanning[/] {TerminalText.Escaped(target)}");

    public void Write(ScanReport report, ScanVerdict verdict, TimeSpan duration)
    {
        WriteFindings(verdict);
        WriteSummary(report, verdict, duration);
    }

    public void WriteFindings(ScanVerdict verdict)
    {
        foreach (IGrouping<string, Finding> file in verdict.Shown.GroupBy(finding => finding.Span.File))
        {
            Line("");
            Line($"[bold underline]{TerminalText.Escaped(PathText.Relative(root, file.Key))}[/]");
            foreach (Finding finding in file)
            {
                WriteFinding(finding);
            }
        }

        foreach (ScanError error in verdict.Errors)
        {
            WriteError(error);
        }
    }

    public void WriteSummary(ScanReport report, ScanVerdict verdict, TimeSpan duration)
    {
        Line("");
        new SummaryText(terminal.Console).Write(report, verdict, duration);
    }

    private void WriteFinding(Finding finding)
    {
        string colour = SummaryText.Colour(finding.Severity);
        Line("");
        Line($"  [{colour}]{SummaryText.Word(finding.Severity)}[/] [bold]{finding.Rule}[/] {TerminalText.Escaped(finding.Name)} "
            + $"[grey]{finding.Span.Line}:{finding.Span.Column}[/]");
        WriteExcerpt(finding, colour);
        terminal.WriteParagraph(finding.Message, "    ");
        WriteRelated(finding);

        if (finding.HelpUri.Length > 0)
        {
            Line($"    [blue]{TerminalText.Escaped(finding.HelpUri)}[/]");
        }
    }

    // The other places of a defect, a line per file: they are to be looked up, not to be read.
    private void WriteRelated(Finding finding)
    {
        foreach (IGrouping<string, RelatedSpan> file in finding.Related.GroupBy(related => related.Span.File))
        {
            IEnumerable<int> lines = file.Select(related => related.Span.Line).Where(line => file.Key != finding.Span.File || line != finding.Span.Line)
                .Distinct().Order();
            string places = string.Join(", ", lines.Select(line => line.ToString(CultureInfo.InvariantCulture)));
            if (places.Length > 0)
            {
                string where = file.Key == finding.Span.File ? "" : $" in {PathText.Relative(root, file.Key)}";
                Line($"    [grey]see also {(places.Contains(',', StringComparison.Ordinal) ? "lines" : "line")} {places}{TerminalText.Escaped(where)}[/]");
            }
        }
    }

    private void WriteExcerpt(Finding finding, string colour)
    {
        if (_sources.Line(finding.Span.File, finding.Span.Line) is not { } line)
        {
            return;
        }

        string number = finding.Span.Line.ToString(CultureInfo.InvariantCulture).PadLeft(5);
        string gutter = new(' ', number.Length);
        CodeExcerpt excerpt = CodeExcerpt.Of(line, finding.Span, _width - number.Length - 3);
        Line($"[grey]{number} |[/] {Markup.Escape(excerpt.Code)}");
        Line($"[grey]{gutter} |[/] {new string(' ', excerpt.CaretOffset)}[{colour}]{new string('^', excerpt.CaretLength)}[/]");
    }

    private void WriteError(ScanError error)
    {
        Line("");
        terminal.WriteParagraph(error.Describe(), style: "red");
        foreach (string detail in error.Details.Take(MaxDetails))
        {
            terminal.WriteParagraph(detail, "  ");
        }

        if (error.Details.Count > MaxDetails)
        {
            Line($"  [grey]and {error.Details.Count - MaxDetails} more[/]");
        }
    }

    private void Line(string markup) => terminal.Console.MarkupLine(markup);
}
