using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Registers a service beside another registration.</summary>
internal static class RegistrationSite
{
    /// <summary>A statement below the one that holds the call; where the call is an expression of its own, one more link of the chain.</summary>
    /// <param name="file">The file of the call.</param>
    /// <param name="call">A call on a service collection that returns the collection.</param>
    /// <param name="registration">What follows the collection, such as <c>AddSingleton&lt;IClock, Clock&gt;()</c>.</param>
    public static TextChange Beside(DependencyText file, InvocationExpressionSyntax call, string registration)
    {
        SyntaxNode chain = call;
        while (chain.Parent is MemberAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            chain = chain.Parent;
        }

        if (chain.Parent is ExpressionStatementSyntax { Parent: BlockSyntax or GlobalStatementSyntax } statement && Collection(call) is { } collection)
        {
            // Below a trailing comment, but inside braces that close on the same line.
            var start = statement.GetFirstToken().SpanStart;
            var end = statement.Span.End;
            var line = file.Text.Lines.GetLineFromPosition(end);
            var added = $"{collection}.{registration};";
            return file.Text.ToString(TextSpan.FromBounds(end, line.End)).TrimStart() is "" or ['/', ..]
                ? DependencyText.Insert(line.End, file.LineBreak + file.IndentationAt(start) + added)
                : DependencyText.Insert(end, " " + added);
        }

        var dot = call.Expression is MemberAccessExpressionSyntax access ? access.OperatorToken.SpanStart : call.SpanStart;
        var isColumn = file.Text.ToString(TextSpan.FromBounds(file.Text.Lines.GetLineFromPosition(dot).Start, dot)).Trim().Length == 0;
        return DependencyText.Insert(call.Span.End, (isColumn ? file.LineBreak + file.IndentationAt(dot) : "") + "." + registration);
    }

    // The variable at the left end of the chain; a new collection or a call there cannot be named twice.
    private static ExpressionSyntax? Collection(InvocationExpressionSyntax call)
    {
        ExpressionSyntax current = call;
        while (true)
        {
            switch (current)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    current = access.Expression;
                    break;
                case IdentifierNameSyntax:
                    return current.WithoutTrivia();
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax or ThisExpressionSyntax or MemberAccessExpressionSyntax }:
                    return current.WithoutTrivia();
                default:
                    return null;
            }
        }
    }
}
