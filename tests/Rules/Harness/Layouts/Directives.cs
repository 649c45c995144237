using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>Code between directives: <c>#region</c> around members and bodies, <c>#if</c> around types and statements.</summary>
internal static class Directives
{
    /// <summary>The members of each type in a region, and the body of each member in another; null when there is neither.</summary>
    public static CompilationUnitSyntax? InRegions(CompilationUnitSyntax root)
    {
        var opening = new List<(SyntaxToken Before, string Line)>();
        var closing = new List<(SyntaxToken Before, string Line)>();
        void Surround(SyntaxToken open, SyntaxToken close, string name)
        {
            if (TriviaEdits.EndsLine(open) && TriviaEdits.StartsLine(close) && open.GetNextToken() != close)
            {
                opening.Add((open.GetNextToken(), "#region " + name));
                closing.Add((close, "#endregion " + name));
            }
        }

        foreach (var node in root.DescendantNodes())
        {
            if (node is TypeDeclarationSyntax { Members.Count: > 0 } type)
            {
                Surround(type.OpenBraceToken, type.CloseBraceToken, $"Members of {type.Identifier.Text}");
            }
            else if (node is BlockSyntax { Statements.Count: > 0, Parent: BaseMethodDeclarationSyntax or LocalFunctionStatementSyntax
                or AnonymousFunctionExpressionSyntax } body)
            {
                Surround(body.OpenBraceToken, body.CloseBraceToken, $"Body {opening.Count}");
            }
        }

        return opening.Count == 0 ? null : Written(root, closing, opening);
    }

    /// <summary>Each type under <c>#if !NEVER</c>, and every second statement of a block; null when there is neither.</summary>
    public static CompilationUnitSyntax? UnderConditions(CompilationUnitSyntax root)
    {
        var opening = new List<(SyntaxToken Before, string Line)>();
        var closing = new List<(SyntaxToken Before, string Line)>();
        void Surround(SyntaxNode node)
        {
            var (first, last) = (node.GetFirstToken(), node.GetLastToken());
            var next = last.GetNextToken(includeZeroWidth: true);
            if (TriviaEdits.StartsLine(first) && (TriviaEdits.EndsLine(last) || next.IsKind(SyntaxKind.EndOfFileToken)))
            {
                opening.Add((first, "#if !NEVER"));
                closing.Add((next, "#endif"));
            }
        }

        foreach (var type in root.Members.OfType<BaseTypeDeclarationSyntax>())
        {
            Surround(type);
        }

        foreach (var (at, statement) in root.DescendantNodes().OfType<BlockSyntax>().SelectMany(static block => block.Statements.Index()))
        {
            if (at % 2 == 0)
            {
                Surround(statement);
            }
        }

        return opening.Count == 0 ? null : Written(root, closing, opening);
    }

    // What closes before a token closes before anything opens there.
    private static CompilationUnitSyntax Written(CompilationUnitSyntax root, params IEnumerable<List<(SyntaxToken Before, string Line)>> lines)
    {
        var edits = new TriviaEdits();
        foreach (var token in lines.SelectMany(static list => list).GroupBy(static line => line.Before, static line => line.Line))
        {
            var blank = string.Concat(token.Key.LeadingTrivia.Reverse().TakeWhile(static trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
            var text = string.Concat(token.Select(line => $"{blank}{line}\n"));
            edits.Lead(token.Key, [.. SyntaxFactory.ParseLeadingTrivia(text), .. token.Key.LeadingTrivia]);
        }

        var laid = edits.In(root);
        return Tracked.Again(laid.ToFullString(), laid);
    }
}
