using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Text edits over the documents of one type; what they do not touch stays as the user wrote it.</summary>
internal sealed class MemberEdits(Solution solution)
{
    private readonly Dictionary<DocumentId, SortedDictionary<TextSpan, string>> _changes = [];

    public void Insert(Document document, int position, string text) => Replace(document, new TextSpan(position, 0), text);

    /// <summary>Texts that are inserted at one place follow each other in the order in which they came.</summary>
    public void Replace(Document document, TextSpan span, string text)
    {
        if (!_changes.TryGetValue(document.Id, out var changes))
        {
            changes = new SortedDictionary<TextSpan, string>();
            _changes.Add(document.Id, changes);
        }

        changes[span] = changes.TryGetValue(span, out var before) ? before + text : text;
    }

    /// <summary>The edited solution; null when two edits overlap, because then one of them would be wrong.</summary>
    public async Task<Solution?> ApplyAsync(CancellationToken cancellationToken)
    {
        var edited = solution;
        foreach (var pair in _changes)
        {
            var end = 0;
            foreach (var span in pair.Value.Keys)
            {
                if (span.Start < end)
                {
                    return null;
                }

                end = span.End;
            }

            var text = await solution.GetDocument(pair.Key)!.GetTextAsync(cancellationToken);
            edited = edited.WithDocumentText(pair.Key, text.WithChanges(pair.Value.Select(static change => new TextChange(change.Key, change.Value))));
        }

        return edited;
    }
}
