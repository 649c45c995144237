using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>How one file is written: its line ends, its indentation and its braces, so that new code looks like the old.</summary>
internal sealed class FileStyle
{
    private readonly SourceText _text;

    public FileStyle(SyntaxNode root)
    {
        _text = root.SyntaxTree.GetText();
        NewLine = FirstLineBreak(_text);
        Unit = UnitOf(root) ?? (_text.Lines.Any(line => line.ToString().StartsWith("\t", StringComparison.Ordinal)) ? "\t" : "    ");
        var blocks = root.DescendantNodes().OfType<BlockSyntax>().Where(block => !OnOneLine(block.OpenBraceToken, block.CloseBraceToken)).ToList();
        var opening = blocks.Count > 0
            ? blocks.ConvertAll(static block => block.OpenBraceToken)
            : root.DescendantNodes().OfType<TypeDeclarationSyntax>().Select(static type => type.OpenBraceToken).Where(static brace => brace.Span.Length > 0)
                .ToList();
        OpensAtLineEnd = opening.Count(IsBehindCode) * 2 > opening.Count;
        var clauses = root.DescendantTokens()
            .Where(static token => token.Kind() is SyntaxKind.ElseKeyword or SyntaxKind.CatchKeyword or SyntaxKind.FinallyKeyword
                && token.GetPreviousToken().IsKind(SyntaxKind.CloseBraceToken))
            .Where(token => !OnOneLine(token.GetPreviousToken().Parent!.GetFirstToken(), token.GetPreviousToken())).ToList();
        GoesOnBehindBrace = clauses.Count > 0 ? clauses.Count(IsBehindCode) * 2 > clauses.Count : OpensAtLineEnd;
    }

    /// <summary>The file's first line break; a line feed when it has none.</summary>
    public string NewLine { get; }

    /// <summary>One level of indentation.</summary>
    public string Unit { get; }

    /// <summary>True where an opening brace stands at the end of a line, not on its own.</summary>
    public bool OpensAtLineEnd { get; private set; }

    /// <summary>True where <c>else</c>, <c>catch</c> and the like follow the closing brace on its line.</summary>
    public bool GoesOnBehindBrace { get; private set; }

    public SyntaxTrivia LineBreak => SyntaxFactory.EndOfLine(NewLine);

    /// <summary>The style of one block, where a file has several; the file's own for none or one on a single line.</summary>
    public FileStyle Like(BlockSyntax? block)
    {
        if (block is null || OnOneLine(block.OpenBraceToken, block.CloseBraceToken))
        {
            return this;
        }

        var own = (FileStyle)MemberwiseClone();
        own.OpensAtLineEnd = own.GoesOnBehindBrace = IsBehindCode(block.OpenBraceToken);
        return own;
    }

    /// <summary>The white space that the token's line begins with.</summary>
    public string IndentOf(SyntaxToken token)
    {
        var line = _text.Lines.GetLineFromPosition(token.SpanStart).ToString();
        return line.Substring(0, line.Length - line.TrimStart().Length);
    }

    /// <summary>The columns of the token's line; a tab counts as four.</summary>
    public int WidthOfLine(SyntaxToken token) => _text.Lines.GetLineFromPosition(token.SpanStart).ToString().Replace("\t", "    ").Length;

    /// <summary>The indentation of a line that goes beside an item of a block or a type.</summary>
    public string IndentBeside(SyntaxNode item)
    {
        var first = item.GetFirstToken();
        var indent = IndentOf(first);
        var start = first.GetPreviousToken();
        while (start.RawKind != 0 && OnOneLine(start, first) && start != OpeningOf(item.Parent))
        {
            start = start.GetPreviousToken();
        }

        return start.RawKind != 0 && OnOneLine(start, first) ? indent + Unit : indent;
    }

    /// <summary>The indentation of what stands in a block or a type.</summary>
    public string IndentIn(SyntaxNode container) => IndentOf(OpeningOf(container)) + Unit;

    /// <summary>True when both tokens stand on one line, and everything between them.</summary>
    public bool OnOneLine(SyntaxToken left, SyntaxToken right) => _text.Lines.IndexOf(left.SpanStart) == _text.Lines.IndexOf(right.Span.End);

    /// <summary>True when the token is not the first of its line.</summary>
    public bool IsBehindCode(SyntaxToken token) =>
        token.GetPreviousToken() is { RawKind: not 0 } before && _text.Lines.IndexOf(before.Span.End) == _text.Lines.IndexOf(token.SpanStart);

    /// <summary>Lines of new code, written with each brace on a line of its own, as this file would put them.</summary>
    public IReadOnlyList<string> Laid(IEnumerable<string> lines)
    {
        var laid = new List<string>();
        foreach (var line in lines)
        {
            var code = line.TrimStart();
            var before = laid.Count > 0 ? laid[laid.Count - 1] : null;
            var joins = before is not null && (code == "{" ? OpensAtLineEnd : GoesOnBehindBrace && before.Trim() == "}" && IsClause(code));
            if (joins)
            {
                laid[laid.Count - 1] = before + " " + code;
            }
            else
            {
                laid.Add(line);
            }
        }

        return laid;
    }

    private static bool IsClause(string code) =>
        code.StartsWith("catch ", StringComparison.Ordinal) || code == "finally" || code.StartsWith("else", StringComparison.Ordinal)
        || code.StartsWith("while (await timer.", StringComparison.Ordinal);

    internal static SyntaxToken OpeningOf(SyntaxNode? container) => container switch
    {
        BlockSyntax block => block.OpenBraceToken,
        TypeDeclarationSyntax type => type.OpenBraceToken,
        SwitchSectionSyntax section => section.Labels.Last().GetLastToken(),
        _ => default,
    };

    private static string FirstLineBreak(SourceText text)
    {
        var first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak)) : "\n";
    }

    private string? UnitOf(SyntaxNode root) => root.DescendantNodes()
        .Where(static node => node is MemberDeclarationSyntax { Parent: TypeDeclarationSyntax } or StatementSyntax { Parent: BlockSyntax })
        .Select(node => (Outer: IndentOf(OpeningOf(node.Parent)), Inner: IndentOf(node.GetFirstToken())))
        .Where(static step => step.Inner.Length > step.Outer.Length && step.Inner.StartsWith(step.Outer, StringComparison.Ordinal))
        .Select(static step => step.Inner.Substring(step.Outer.Length))
        .FirstOrDefault();
}
