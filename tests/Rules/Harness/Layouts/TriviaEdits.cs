using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>White space and comments to write around the tokens of a tree; collected first, because one gap belongs to two tokens.</summary>
internal sealed class TriviaEdits
{
    private readonly Dictionary<SyntaxToken, SyntaxTriviaList> _leading = [];
    private readonly Dictionary<SyntaxToken, SyntaxTriviaList> _trailing = [];

    public SyntaxTriviaList LeadingOf(SyntaxToken token) => _leading.GetValueOrDefault(token, token.LeadingTrivia);

    public SyntaxTriviaList TrailingOf(SyntaxToken token) => _trailing.GetValueOrDefault(token, token.TrailingTrivia);

    public void Lead(SyntaxToken token, params IEnumerable<SyntaxTrivia> trivia) => _leading[token] = SyntaxFactory.TriviaList(trivia);

    public void Trail(SyntaxToken token, params IEnumerable<SyntaxTrivia> trivia) => _trailing[token] = SyntaxFactory.TriviaList(trivia);

    public TRoot In<TRoot>(TRoot root) where TRoot : SyntaxNode => root.ReplaceTokens(
        _leading.Keys.Union(_trailing.Keys), (token, _) => token.WithLeadingTrivia(LeadingOf(token)).WithTrailingTrivia(TrailingOf(token)));

    public static bool IsBlank(SyntaxTrivia trivia) => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia);

    /// <summary>True when the token's line ends behind it, with or without a comment.</summary>
    public static bool EndsLine(SyntaxToken token) => token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>True when nothing stands before the token on its line.</summary>
    public static bool StartsLine(SyntaxToken token) =>
        token.GetPreviousToken() is not { RawKind: not 0 } before || EndsLine(before) || token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia);
}
