using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Puts a loop into a try that ends quietly when a token has fired, so that the code after the loop still runs.</summary>
internal static class CutLoop
{
    private const string Catch = "catch (OperationCanceledException) when ({0}.IsCancellationRequested)";
    private const string Remark = "// The client left: what was written so far is kept.";

    /// <param name="loop">The loop, with other edits already in it.</param>
    /// <param name="original">The same loop where it stands in the user's file.</param>
    /// <param name="token">The expression of the token that ends it.</param>
    public static StatementSyntax Of(StatementSyntax loop, StatementSyntax original, string token)
    {
        var text = original.SyntaxTree.GetText();
        var layout = new Layout(text);
        var indent = layout.IndentAt(original.SpanStart);
        var unit = UnitOf(original, layout, indent);
        var body = BodyOf(original);
        var isCompact = body is not null && text.Lines.GetLineFromPosition(body.OpenBraceToken.SpanStart).LineNumber
            == text.Lines.GetLineFromPosition(body.OpenBraceToken.GetPreviousToken().SpanStart).LineNumber;

        // A remark behind the loop stays with it.
        var hasRemark = loop.GetTrailingTrivia()
            .Any(trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
        var cut = hasRemark ? loop.WithoutLeadingTrivia().ToFullString().TrimEnd() : loop.WithoutTrivia().ToFullString();
        var close = string.Format(System.Globalization.CultureInfo.InvariantCulture, Catch, token);
        var lines = new[] { isCompact ? "try {" : "try", isCompact ? null : "{", unit + Deeper(cut, unit, original), isCompact ? "} " + close + " {" : "}",
            isCompact ? null : close, isCompact ? null : "{", unit + Remark, "}" };
        var guarded = (TryStatementSyntax)Parsed(string.Join(layout.NewLine + indent, lines.Where(line => line is not null)), original);
        var end = hasRemark
            ? SyntaxFactory.TriviaList(loop.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            : loop.GetTrailingTrivia();
        return guarded.WithLeadingTrivia(loop.GetLeadingTrivia()).WithTrailingTrivia(end);
    }

    // Each line one level deeper; what stands in a verbatim string would change its meaning.
    private static string Deeper(string loop, string unit, StatementSyntax original)
    {
        var parsed = Parsed(loop, original);
        var offset = parsed.SpanStart;
        var fixedText = parsed.DescendantTokens().Where(token => IsVerbatim(token) && token.Text.IndexOf('\n') >= 0)
            .Select(token => TextSpan.FromBounds(token.SpanStart - offset, token.Span.End - offset)).ToList();
        var text = SourceText.From(loop);
        var changes = text.Lines.Skip(1)
            .Where(line => line.ToString().Trim().Length > 0 && !fixedText.Any(span => span.Contains(line.Start - 1) && line.Start < span.End))
            .Select(line => new TextChange(new TextSpan(line.Start, 0), unit));
        return text.WithChanges(changes).ToString();
    }

    private static bool IsVerbatim(SyntaxToken token) => token.Kind() switch
    {
        SyntaxKind.StringLiteralToken or SyntaxKind.Utf8StringLiteralToken => token.Text.StartsWith("@", StringComparison.Ordinal),
        SyntaxKind.InterpolatedStringTextToken =>
            token.Parent?.Parent is InterpolatedStringExpressionSyntax { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedVerbatimStringStartToken },
        _ => false,
    };

    // Outside an async function, await is a name like any other.
    private static StatementSyntax Parsed(string statement, StatementSyntax original)
    {
        var method = (MethodDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration("async void M() {" + statement + "}", options: original.SyntaxTree.Options)!;
        return method.Body!.Statements[0];
    }

    private static BlockSyntax? BodyOf(StatementSyntax loop) => loop switch
    {
        CommonForEachStatementSyntax each => each.Statement as BlockSyntax,
        WhileStatementSyntax loops => loops.Statement as BlockSyntax,
        ForStatementSyntax loops => loops.Statement as BlockSyntax,
        DoStatementSyntax loops => loops.Statement as BlockSyntax,
        _ => null,
    };

    private static string UnitOf(StatementSyntax loop, Layout layout, string indent)
    {
        var inner = BodyOf(loop) is { Statements: [var first, ..] } ? layout.IndentAt(first.SpanStart) : "";
        return inner.Length > indent.Length && inner.StartsWith(indent, StringComparison.Ordinal)
            ? inner.Substring(indent.Length)
            : indent.IndexOf('\t') >= 0 ? "\t" : "    ";
    }
}
