using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>Lists that get one element more; one that is written one to a line goes on like that.</summary>
internal static class Arguments
{
    private static SyntaxToken Comma => SyntaxFactory.Token(SyntaxFactory.TriviaList(), SyntaxKind.CommaToken, SyntaxFactory.TriviaList(SyntaxFactory.Space));

    /// <summary>The call's arguments and one more.</summary>
    /// <param name="name">The parameter's name, where the argument must say it.</param>
    public static ArgumentListSyntax With(this ArgumentListSyntax list, string value, string? name = null)
    {
        // New code is parsed, not built: built tokens are elastic, and elastic ones get the lines around them formatted.
        var argument = SyntaxFactory.ParseArgumentList(name is null ? $"({value})" : $"({name}: {value})").Arguments[0];
        return list.WithArguments(list.Arguments.Appended(argument));
    }

    /// <param name="newLine">Given when the element goes to a line of its own.</param>
    public static SeparatedSyntaxList<TNode> Appended<TNode>(this SeparatedSyntaxList<TNode> list, TNode added, SyntaxTrivia? newLine = null)
        where TNode : SyntaxNode
    {
        if (list.Count == 0)
        {
            return SyntaxFactory.SingletonSeparatedList(added);
        }

        var comma = Comma;
        var last = list[list.Count - 1];
        if (newLine is null && list.Count > 1 && list.GetSeparator(list.Count - 2) is var before && before.TrailingTrivia.EndsLine())
        {
            newLine = before.TrailingTrivia.First(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        }

        var trailing = last.GetTrailingTrivia();
        if (newLine is { } lineEnd)
        {
            // A remark behind the last element stays with it.
            comma = comma.WithTrailingTrivia(trailing.Any(SyntaxKind.SingleLineCommentTrivia) ? trailing : SyntaxFactory.TriviaList(lineEnd));
            added = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        // A line break before the parenthesis still comes last.
        added = added.WithTrailingTrivia(newLine is null ? trailing : trailing.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var items = list.Replace(last, last.WithTrailingTrivia());
        return SyntaxFactory.SeparatedList(items.Append(added), items.GetSeparators().Append(comma));
    }
}
