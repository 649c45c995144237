using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Comments and directives of code that an edit drops: they are the user's, and stay where the code was.</summary>
internal static class Remarks
{
    /// <summary>The node with every remark in front of it that the one it replaces had and it has not.</summary>
    public static SyntaxNode Kept(SyntaxNode before, SyntaxNode after, FileStyle style, IEnumerable<string> elsewhere) =>
        InFront(after, Lost(before, [after], elsewhere), style);

    /// <summary>Remarks of a node that are neither in those that replace it nor elsewhere.</summary>
    public static List<SyntaxTrivia> Lost(SyntaxNode before, IReadOnlyCollection<SyntaxNode> after, IEnumerable<string> elsewhere)
    {
        var own = Of(before).ToList();
        if (own.Count == 0)
        {
            return own;
        }

        var left = after.SelectMany(Of).Select(static trivia => trivia.ToString()).Concat(elsewhere).ToLookup(static text => text);
        return own.GroupBy(static trivia => trivia.ToString()).SelectMany(same => same.Skip(left[same.Key].Count())).OrderBy(own.IndexOf).ToList();
    }

    /// <summary>The texts of a node's remarks.</summary>
    public static IEnumerable<string> TextsOf(SyntaxNode node) => Of(node).Select(static trivia => trivia.ToString());

    /// <summary>The node's code alone, for another place that says the same.</summary>
    public static string Without(SyntaxNode node)
    {
        var remarks = Of(node).ToList();
        return remarks.Count == 0 ? node.ToString() : node.ReplaceTrivia(remarks, static (_, _) => default).ToString();
    }

    /// <summary>The node with remarks before its first token; those that end a line get one.</summary>
    public static TNode InFront<TNode>(TNode node, IReadOnlyCollection<SyntaxTrivia> remarks, FileStyle style) where TNode : SyntaxNode =>
        remarks.Count == 0 ? node : node.WithLeadingTrivia(InFront(node.GetLeadingTrivia(), remarks, style));

    /// <summary>The trivia in front of a token with remarks at its end.</summary>
    public static SyntaxTriviaList InFront(SyntaxTriviaList leading, IReadOnlyCollection<SyntaxTrivia> remarks, FileStyle style)
    {
        var indent = leading is [.., var last] && last.IsKind(SyntaxKind.WhitespaceTrivia) ? last : default;
        foreach (var remark in remarks)
        {
            leading = leading.Add(remark);
            if (remark.IsDirective)
            {
                leading = indent.RawKind == 0 ? leading : leading.Add(indent);
            }
            else if (remark.IsKind(SyntaxKind.MultiLineCommentTrivia))
            {
                leading = leading.Add(SyntaxFactory.Space);
            }
            else
            {
                leading = leading.Add(style.LineBreak);
                leading = indent.RawKind == 0 ? leading : leading.Add(indent);
            }
        }

        return leading;
    }

    private static IEnumerable<SyntaxTrivia> Of(SyntaxNode node) => node.DescendantTrivia(descendIntoTrivia: false)
        .Where(static trivia => trivia.IsComment() || trivia.IsDirective || trivia.IsKind(SyntaxKind.DisabledTextTrivia));
}
