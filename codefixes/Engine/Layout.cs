using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>How one file is written: its line ends and its indentation, so that new lines look like the old ones.</summary>
internal sealed class Layout(SourceText text)
{
    public string NewLine { get; } = ScaffoldText.LineBreakOf(text);

    /// <summary>One level: a tab where lines begin with tabs, else the step between the type and its members.</summary>
    public string UnitOf(TypeDeclarationSyntax type)
    {
        var outer = IndentAt(type.OpenBraceToken.SpanStart);
        var inner = type.Members.Count > 0 ? IndentAt(type.Members[0].GetFirstToken().SpanStart) : "";
        return inner.Length > outer.Length && inner.StartsWith(outer, StringComparison.Ordinal) ? inner.Substring(outer.Length) : "    ";
    }

    /// <summary>The white space that the position's line begins with.</summary>
    public string IndentAt(int position)
    {
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>Where the position's line begins.</summary>
    public int LineStartOf(int position) => text.Lines.GetLineFromPosition(position).Start;

    /// <summary>The lines, each indented and ended; empty lines stay empty.</summary>
    public string Lines(string indent, IEnumerable<string> lines) =>
        string.Concat(lines.Select(line => (line.Length == 0 ? "" : indent + line) + NewLine));

    /// <summary>The node's lines as a whole: from the start of its first to the end of its last.</summary>
    public TextSpan LinesOf(SyntaxNode node)
    {
        var first = text.Lines.GetLineFromPosition(node.SpanStart);
        var last = text.Lines.GetLineFromPosition(node.Span.End);
        return TextSpan.FromBounds(first.Start, last.EndIncludingLineBreak);
    }

    /// <summary>What to delete so that the statement disappears: its lines, and the empty lines that would then begin or end the block.</summary>
    public TextSpan Removal(StatementSyntax statement)
    {
        var lines = LinesOf(statement);
        var isLast = statement.Parent is BlockSyntax block && block.Statements.Last() == statement;
        var start = text.Lines.GetLineFromPosition(lines.Start).LineNumber;
        while (isLast && start > 0 && string.IsNullOrWhiteSpace(text.Lines[start - 1].ToString()))
        {
            start--;
        }

        var isFirst = !isLast && statement.Parent is BlockSyntax { Statements: [var opening, ..] } && opening == statement;
        var end = lines.End;
        while (isFirst && end < text.Length && string.IsNullOrWhiteSpace(text.Lines.GetLineFromPosition(end).ToString()))
        {
            end = text.Lines.GetLineFromPosition(end).EndIncludingLineBreak;
        }

        return TextSpan.FromBounds(text.Lines[start].Start, end);
    }

    /// <summary>The starts of the node's lines that may be indented further; null when a literal spans lines.</summary>
    public IReadOnlyList<int>? LineStarts(SyntaxNode node)
    {
        var first = text.Lines.GetLineFromPosition(node.SpanStart).LineNumber;
        var last = text.Lines.GetLineFromPosition(node.Span.End).LineNumber;
        var spansLines = node.DescendantTokens()
            .Any(token => token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.MultiLineRawStringLiteralToken
            && token.ToString().IndexOf('\n') >= 0);
        return spansLines
            ? null
            : Enumerable.Range(first + 1, last - first).Where(line => text.Lines[line].ToString().Trim().Length > 0).Select(line => text.Lines[line].Start)
                .ToList();
    }
}
