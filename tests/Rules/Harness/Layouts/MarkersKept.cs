using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>The page's own markers, <c>// GRACE3001</c> behind the line of the finding, as the comments that they look like.</summary>
internal static class MarkersKept
{
    public static IReadOnlyList<Laid>? Lay(Sample sample) => sample.Files.Any(static file => !file.Marks.IsEmpty) ? [.. Layout.Plainly(sample).Select(file =>
    {
        var lines = SourceText.From(file.Root.ToFullString()).Lines;
        var edits = new TriviaEdits();
        foreach (var line in sample.Files.Single(f => f.Name == file.Name).Marks.Where(static mark => mark.Span is null).GroupBy(static mark => mark.Line))
        {
            // A remark of the page may stand there already; the marker comes behind it.
            var last = Tracked.TokensOf(file.Root).Last(token => token.SpanStart < lines[line.Key].End);
            var end = last.TrailingTrivia.TakeWhile(static trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToArray();
            edits.Trail(
                last,
                [.. end, SyntaxFactory.Space, SyntaxFactory.Comment("// " + string.Join(", ", line.Select(static mark => mark.Id))),
                    .. last.TrailingTrivia.Skip(end.Length)]);
        }

        return file with { Root = edits.In(file.Root) };
    })] : null;
}
