using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>Each type, and each statement of a program, on one line; comments that end with their line become <c>/* */</c>.</summary>
internal static class OneLine
{
    /// <summary>Null where a directive needs a line of its own.</summary>
    public static CompilationUnitSyntax? Lay(CompilationUnitSyntax root)
    {
        if (root.ContainsDirectives)
        {
            return null;
        }

        var edits = new TriviaEdits();
        foreach (var token in root.DescendantTokens())
        {
            var before = token.GetPreviousToken();
            var isNewLine = before.RawKind != 0 && BeginsMember(token);
            if (before.RawKind != 0)
            {
                var joined = Joined(before.TrailingTrivia);
                if (isNewLine)
                {
                    joined = [.. EndsBlank(joined) ? joined[..^1] : joined, SyntaxFactory.LineFeed];
                }

                edits.Trail(before, joined);
            }

            var leading = Joined(token.LeadingTrivia);
            edits.Lead(token, isNewLine || before.RawKind == 0 || EndsBlank(edits.TrailingOf(before)) ? leading.SkipWhile(TriviaEdits.IsBlank) : leading);
        }

        var laid = edits.In(root);
        return Tracked.Again(laid.ToFullString(), laid);
    }

    private static bool BeginsMember(SyntaxToken token) => token.IsKind(SyntaxKind.EndOfFileToken) || token.Parent!.AncestorsAndSelf()
        .TakeWhile(node => node.GetFirstToken() == token)
        .Any(static node => node.Parent is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax && node is not NameSyntax);

    private static bool EndsBlank(IReadOnlyList<SyntaxTrivia> trivia) => trivia.Count > 0 && TriviaEdits.IsBlank(trivia[^1]);

    // One blank for any number, and around each comment.
    private static List<SyntaxTrivia> Joined(SyntaxTriviaList trivia)
    {
        List<SyntaxTrivia> joined = [];
        foreach (var piece in trivia)
        {
            var next = Inline(piece);
            if (!TriviaEdits.IsBlank(next) || joined.Count == 0 || !TriviaEdits.IsBlank(joined[^1]))
            {
                joined.Add(next);
            }
        }

        return joined;
    }

    private static SyntaxTrivia Inline(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia => SyntaxFactory.Space,
        SyntaxKind.SingleLineCommentTrivia => SyntaxFactory.Comment($"/*{trivia.ToString()[2..]} */"),
        // Its text is read as documentation once the file is parsed again.
        SyntaxKind.SingleLineDocumentationCommentTrivia => SyntaxFactory.Comment(
            $"/** {string.Join(' ', trivia.ToFullString().Split('\n').Select(static line => line.Trim().TrimStart('/').Trim())).Trim()} */ "),
        _ => trivia,
    };
}
