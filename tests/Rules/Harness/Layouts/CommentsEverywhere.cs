using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>A comment <c>/*n*/</c> behind every token, but within interpolated strings.</summary>
internal static class CommentsEverywhere
{
    public static IReadOnlyList<Laid>? Lay(Sample sample)
    {
        var number = 0;
        return
        [
            .. Layout.Plainly(sample).Select(file =>
            {
                var edits = new TriviaEdits();
                foreach (var token in Tracked.TokensOf(file.Root).Where(static token => !IsInString(token)))
                {
                    var comment = SyntaxFactory.Comment(string.Create(CultureInfo.InvariantCulture, $"/*{++number}*/"));
                    edits.Trail(token, [comment, .. token.TrailingTrivia]);
                }

                return file with { Root = edits.In(file.Root) };
            }),
        ];
    }

    // Behind the closing quote there may be one again.
    private static bool IsInString(SyntaxToken token) => token.Parent!.AncestorsAndSelf().OfType<InterpolatedStringExpressionSyntax>()
        .Any(text => text.StringEndToken != token);
}
