using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Brings what a fix wrote into the file's own layout: its line endings and its kind of indentation.</summary>
internal static class FinishedEdit
{
    public static async Task<Solution> ApplyAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        var changed = after.GetChanges(before).GetProjectChanges().SelectMany(static changes => changes.GetChangedDocuments()).ToList();
        foreach (var id in changed)
        {
            if (before.GetDocument(id) is { } original && after.GetDocument(id) is { } edited)
            {
                var own = (await original.GetTextAsync(cancellationToken)).ToString();
                var formatted = await FormattedAsync(edited, own, cancellationToken);
                var text = await formatted.GetTextAsync(cancellationToken);
                after = after.WithDocumentText(id, SourceText.From(WithLineEndingsOf(own, text.ToString()), text.Encoding, text.ChecksumAlgorithm));
            }
        }

        return after;
    }

    // Without an .editorconfig the formatter would indent with spaces, whatever the file does.
    private static async Task<Document> FormattedAsync(Document document, string own, CancellationToken cancellationToken)
    {
#pragma warning disable CS0618 // The floor's API; its successors come after Roslyn 4.8.
        var options = (await document.GetOptionsAsync(cancellationToken)).WithChangedOption(FormattingOptions.UseTabs, own.Contains("\n\t"));
#pragma warning restore CS0618
        return await Formatter.FormatAsync(document, Formatter.Annotation, options, cancellationToken);
    }

    private static string WithLineEndingsOf(string own, string text) =>
        !own.Contains("\r\n") ? text.Replace("\r\n", "\n")
        : Regex.IsMatch(own, "(?<!\r)\n") ? text
        : Regex.Replace(text, "(?<!\r)\n", "\r\n");
}
