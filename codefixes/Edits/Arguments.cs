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
            var remark = trailing.EndsLine() ? trailing : trailing.Add(lineEnd);
            comma = comma.WithTrailingTrivia(trailing.Any(static trivia => trivia.IsComment()) ? remark : SyntaxFactory.TriviaList(lineEnd));
            added = added.WithLeadingTrivia(last.GetLeadingTrivia().Where(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        }

        // A line break before the parenthesis still comes last.
        added = added.WithTrailingTrivia(newLine is null ? trailing : trailing.Where(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var items = list.Replace(last, last.WithTrailingTrivia());
        return SyntaxFactory.SeparatedList(items.Append(added), items.GetSeparators().Append(comma));
    }
    /// <summary>The list with one element more in front of another one, which keeps its remarks.</summary>
    /// <param name="newLine">Given when each element has a line of its own.</param>
    public static SeparatedSyntaxList<TNode> InsertedBefore<TNode>(this SeparatedSyntaxList<TNode> list, int index, TNode added, SyntaxTrivia? newLine)
        where TNode : SyntaxNode
    {
        var next = list[index];
        var comma = newLine is { } lineEnd ? Comma.WithTrailingTrivia(lineEnd) : Comma;
        added = added.WithLeadingTrivia(next.GetLeadingTrivia().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
        return SyntaxFactory.SeparatedList(list.Take(index).Append(added).Concat(list.Skip(index)),
            list.GetSeparators().Take(index).Append(comma).Concat(list.GetSeparators().Skip(index)));
    }
}
