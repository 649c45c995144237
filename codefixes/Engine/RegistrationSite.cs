using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Registers a service beside another registration.</summary>
internal static class RegistrationSite
{
    /// <summary>A statement below the one that holds the call; where the call is an expression of its own, one more link of the chain.</summary>
    /// <param name="edits">The edits of the call's file.</param>
    /// <param name="call">A call on a service collection that returns the collection.</param>
    /// <param name="registration">What follows the collection, such as <c>AddSingleton&lt;IClock, Clock&gt;()</c>.</param>
    public static void Add(TreeEdits edits, InvocationExpressionSyntax call, string registration)
    {
        SyntaxNode chain = call;
        while (chain.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            chain = chain.Parent;
        }

        if (chain.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement && Collection(call) is { } collection)
        {
            edits.Beside(statement, indent => edits.Code.Statements(indent, [$"{collection}.{registration};"])[0]);
            return;
        }

        var dot = call.Expression is MemberAccessExpressionSyntax access && !edits.Style.IsBehindCode(access.OperatorToken)
            ? access.OperatorToken
            : default;
        edits.Change(call, current => dot.RawKind == 0
            ? edits.Code.Around($"{NewCode.Place}.{registration}", current).WithTriviaFrom(current)
            : Below(edits, current, edits.Style.IndentOf(dot), registration));
    }

    // A remark behind the link above stays there.
    private static InvocationExpressionSyntax Below(TreeEdits edits, InvocationExpressionSyntax current, string indent, string registration)
    {
        var link = (InvocationExpressionSyntax)edits.Code.Expression($"{NewCode.Place}.{registration}");
        var access = (MemberAccessExpressionSyntax)link.Expression;
        var trailing = current.GetTrailingTrivia();
        var isFollowed = trailing.EndsLine();
        return link
            .WithExpression(access
                .WithExpression(isFollowed ? current : current.WithTrailingTrivia(trailing.Add(edits.Style.LineBreak)))
                .WithOperatorToken(access.OperatorToken.WithLeadingTrivia(SyntaxFactory.Whitespace(indent))))
            .WithTrailingTrivia(isFollowed ? SyntaxFactory.TriviaList(edits.Style.LineBreak) : default);
    }

    // The variable at the left end of the chain; a new collection or a call there cannot be named twice.
    private static string? Collection(InvocationExpressionSyntax call)
    {
        ExpressionSyntax current = call;
        while (true)
        {
            switch (current)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    current = access.Expression;
                    break;
                case IdentifierNameSyntax
                    or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax or MemberAccessExpressionSyntax }:
                    return Remarks.Without(current);
                default:
                    return null;
            }
        }
    }
}
