using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>Tokens that know which token of the page they were, wherever a layout puts them.</summary>
internal static class Tracked
{
    private const string Kind = "token of the page";

    /// <summary>The file of a page, each token numbered.</summary>
    public static CompilationUnitSyntax Parse(SourceFile file) => Parse(file.Name, file.Text);

    public static CompilationUnitSyntax Parse(string file, string text)
    {
        var root = Unit(text);
        var numbers = TokensOf(root).Index().ToDictionary(static token => token.Item, static token => token.Index);
        return root.ReplaceTokens(
            numbers.Keys, (original, _) => Numbered(original, string.Create(CultureInfo.InvariantCulture, $"{file} {numbers[original]}")));
    }

    /// <summary>Text that says the same tokens in the same order, and some that were added, with the numbers of the original.</summary>
    public static CompilationUnitSyntax Again(string text, CompilationUnitSyntax original, Func<SyntaxToken, bool>? isAdded = null)
    {
        var root = Unit(text);
        var tokens = TokensOf(root).Where(token => isAdded?.Invoke(token) is not true).ToArray();
        var known = TokensOf(original).ToArray();
        Report.Require(
            tokens.Select(Spoken.Word).SequenceEqual(known.Select(Spoken.Word)), () => $"The layout has other tokens than the page:\n{text}");
        var numbers = tokens.Zip(known).ToDictionary(static pair => pair.First, static pair => NumberOf(pair.Second)!);
        return root.ReplaceTokens(numbers.Keys, (token, _) => Numbered(token, numbers[token]));
    }

    /// <summary>The tokens that have a text.</summary>
    public static IEnumerable<SyntaxToken> TokensOf(SyntaxNode root) => root.DescendantTokens().Where(static token => token.Span.Length > 0);

    /// <summary>The findings, each with the page's tokens that it begins and ends with, in an order that does not depend on places.</summary>
    public static IEnumerable<string> Spell(IEnumerable<Diagnostic> findings, IReadOnlyList<Laid> files)
    {
        var starts = new Dictionary<(string File, int At), string>();
        var ends = new Dictionary<(string File, int At), string>();
        foreach (var file in files)
        {
            // A token that the layout added counts as part of its neighbour.
            var last = "";
            List<int> added = [];
            foreach (var token in TokensOf(file.Root))
            {
                added.Add(token.SpanStart);
                if (NumberOf(token) is { } number)
                {
                    added.ForEach(start => starts[(file.Name, start)] = number);
                    added.Clear();
                    last = number;
                }

                ends[(file.Name, token.Span.End)] = last;
            }
        }

        string Token(Dictionary<(string File, int At), string> known, Diagnostic finding, int at) =>
            known.GetValueOrDefault((Path.GetFileName(finding.Location.SourceTree!.FilePath), at), "no token");

        return findings.Select(finding => $"{finding.Id} from {Token(starts, finding, finding.Location.SourceSpan.Start)} "
            + $"to {Token(ends, finding, finding.Location.SourceSpan.End)}").Order(StringComparer.Ordinal);
    }

    public static CompilationUnitSyntax Unit(string text) => CSharpSyntaxTree.ParseText(text).GetCompilationUnitRoot();

    /// <summary>The text with the white space at the start of each line rewritten; lines that begin inside a literal or a comment keep theirs.</summary>
    public static string Indented(string text, Func<string, string> rewrite)
    {
        var source = SourceText.From(text);
        var root = Unit(text);
        return source.WithChanges(source.Lines.Where(line => line.Span.Length > 0 && BeginsFreely(root, line.Start)).Select(line =>
        {
            var written = line.ToString();
            var blank = written.Length - written.TrimStart().Length;
            return new TextChange(new TextSpan(line.Start, blank), rewrite(written[..blank]));
        })).ToString();
    }

    /// <summary>False for a place inside a token or a comment of several lines.</summary>
    public static bool BeginsFreely(SyntaxNode root, int at)
    {
        var token = root.FindToken(at);
        var isInToken = token.SpanStart < at && at < token.Span.End;
        // The parts of an interpolated string are tokens of their own.
        var isInText = token.IsKind(SyntaxKind.InterpolatedStringTextToken) || token.IsKind(SyntaxKind.InterpolatedRawStringEndToken);
        var trivia = root.FindTrivia(at);
        return !isInToken && !isInText && !(trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) && trivia.SpanStart < at);
    }

    private static SyntaxToken Numbered(SyntaxToken token, string number) => token.WithAdditionalAnnotations(new SyntaxAnnotation(Kind, number));

    private static string? NumberOf(SyntaxToken token) => token.GetAnnotations(Kind).FirstOrDefault()?.Data;
}
