using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>A brace opens at the end of its line, and what goes on after a block goes on beside its brace: <c>} catch</c>, <c>} else</c>.</summary>
internal static class KAndR
{
    private static readonly string[] Continuations = ["else", "catch", "finally"];

    public static CompilationUnitSyntax Lay(CompilationUnitSyntax root)
    {
        var edits = new TriviaEdits();
        foreach (var token in Tracked.TokensOf(root))
        {
            var before = token.GetPreviousToken();
            if (before.RawKind == 0 || !TriviaEdits.EndsLine(before) || !token.LeadingTrivia.All(TriviaEdits.IsBlank))
            {
                continue;
            }

            if (IsOpening(token, before))
            {
                // A remark behind the line's end stays there, behind the brace.
                var remark = edits.TrailingOf(before).SkipWhile(TriviaEdits.IsBlank).ToArray();
                if (remark.Length > 0)
                {
                    edits.Trail(token, [SyntaxFactory.Space, .. remark]);
                }
            }
            else if (!IsContinuation(token, before))
            {
                continue;
            }

            edits.Trail(before, SyntaxFactory.Space);
            edits.Lead(token);
        }

        return edits.In(root);
    }

    /// <summary>Lines of a brace alone, and lines that begin with <c>else</c>, <c>catch</c> or <c>finally</c>, as far as the fix brought them.</summary>
    public static IEnumerable<string> Lapses(string before, string after)
    {
        var own = Alone(before).CountBy(static line => line).ToDictionary(StringComparer.Ordinal);
        return Alone(after).CountBy(static line => line).Where(found => found.Value > own.GetValueOrDefault(found.Key))
            .Select(static found => $"'{found.Key}' begins a line of its own in a file that writes it at the end of the line before.");
    }

    private static bool IsOpening(SyntaxToken token, SyntaxToken before) =>
        token.IsKind(SyntaxKind.OpenBraceToken) && token.Parent is not InterpolationSyntax && token.TrailingTrivia.All(TriviaEdits.IsBlank)
            && before.Kind() is not (SyntaxKind.SemicolonToken or SyntaxKind.OpenBraceToken or SyntaxKind.CloseBraceToken or SyntaxKind.ColonToken
                or SyntaxKind.CommaToken);

    private static bool IsContinuation(SyntaxToken token, SyntaxToken before) =>
        before.IsKind(SyntaxKind.CloseBraceToken) && before.TrailingTrivia.All(TriviaEdits.IsBlank)
            && (token.Kind() is SyntaxKind.ElseKeyword or SyntaxKind.CatchKeyword or SyntaxKind.FinallyKeyword
                || (token.IsKind(SyntaxKind.WhileKeyword) && token.Parent is DoStatementSyntax));

    private static IEnumerable<string> Alone(string text)
    {
        var lines = text.Split('\n').Select(static line => line.Trim());
        return lines.Select(static line => line == "{" ? line : Continuations.FirstOrDefault(word => line.Split(' ', '(')[0] == word))
            .OfType<string>();
    }
}
