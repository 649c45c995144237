using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>What stands between the tokens: white space that moves, comments and directives that stay.</summary>
internal static class Trivia
{
    public static bool IsBlank(this SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.WhitespaceTrivia or SyntaxKind.EndOfLineTrivia;

    public static bool IsComment(this SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    public static bool EndsLine(this SyntaxTriviaList trivia) => trivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>The node with each line but its first one level deeper; what a literal spans stays as it is.</summary>
    public static TNode Deeper<TNode>(this TNode node, string unit) where TNode : SyntaxNode => node.Indented(indent => unit + indent);

    /// <summary>The node with each line but its first moved from one indentation to another.</summary>
    public static TNode Moved<TNode>(this TNode node, string from, string to) where TNode : SyntaxNode =>
        node.Indented(indent => indent.StartsWith(from, StringComparison.Ordinal) ? to + indent.Substring(from.Length) : indent);

    /// <summary>The node at the start of a line: comments in front of it stay, each on a line of its own.</summary>
    public static TNode OnOwnLine<TNode>(this TNode node, string indent) where TNode : SyntaxNode
    {
        var leading = node.GetLeadingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia));
        return node.WithLeadingTrivia(leading.Prepend(SyntaxFactory.Whitespace(indent)));
    }

    public static SyntaxList<TNode> ToSyntaxList<TNode>(this IEnumerable<TNode> nodes) where TNode : SyntaxNode => SyntaxFactory.List(nodes);

    /// <summary>New statements with what stood in front of and behind the one that they replace.</summary>
    public static IReadOnlyList<StatementSyntax> InPlaceOf(this SyntaxList<StatementSyntax> made, StatementSyntax old)
    {
        var placed = made.ToList();
        if (placed.Count > 0 && old.GetLeadingTrivia().Count > 0)
        {
            placed[0] = placed[0].WithLeadingTrivia(old.GetLeadingTrivia());
        }

        if (placed.Count > 0 && old.GetTrailingTrivia().EndsLine())
        {
            placed[placed.Count - 1] = placed[placed.Count - 1].WithTrailingTrivia(old.GetTrailingTrivia());
        }

        return placed;
    }

    private static TNode Indented<TNode>(this TNode node, Func<string, string> indentation) where TNode : SyntaxNode
    {
        var first = node.GetFirstToken();
        return node.ReplaceTokens(node.DescendantTokens(), (original, token) => original == first
            ? token
            : token.WithLeadingTrivia(Indented(token.LeadingTrivia, original.GetPreviousToken().TrailingTrivia.EndsLine(), indentation)));
    }

    private static SyntaxTriviaList Indented(SyntaxTriviaList leading, bool startsLine, Func<string, string> indentation)
    {
        var result = new List<SyntaxTrivia>();
        foreach (var trivia in leading)
        {
            if (startsLine && !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsDirective && !trivia.IsKind(SyntaxKind.DisabledTextTrivia))
            {
                var isSpace = trivia.IsKind(SyntaxKind.WhitespaceTrivia);
                result.Add(SyntaxFactory.Whitespace(indentation(isSpace ? trivia.ToString() : "")));
                startsLine = false;
                if (isSpace)
                {
                    continue;
                }
            }

            result.Add(trivia);
            startsLine = trivia.IsKind(SyntaxKind.EndOfLineTrivia) || trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia)
                || trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) || (startsLine && trivia.IsDirective);
        }

        if (startsLine)
        {
            result.Add(SyntaxFactory.Whitespace(indentation("")));
        }

        return SyntaxFactory.TriviaList(result);
    }
}
