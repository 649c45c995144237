using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>What every edit must keep, whatever a fix wrote: the code compiles as well as before, and each comment is still there.</summary>
internal static class SoundEdit
{
    /// <summary>Told of each refusal, which is a defect of the fix; the tests fail on it.</summary>
    internal static Action<string>? Refused { get; set; }

    /// <summary>True when nothing was lost or broken; only then an edit is offered.</summary>
    public static async Task<bool> IsSoundAsync(Solution before, Solution after, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        var fault = await FaultOfAsync(before, after, cancellationToken);
        if (fault is not null)
        {
            Refused?.Invoke($"{diagnostic.Id} at {diagnostic.Location.GetLineSpan()}: {fault}");
        }

        return fault is null;
    }

    private static async Task<string?> FaultOfAsync(Solution before, Solution after, CancellationToken cancellationToken)
    {
        var changes = after.GetChanges(before).GetProjectChanges().ToList();
        var changed = changes.SelectMany(static project => project.GetChangedDocuments()).ToList();
        var comments = new Tally();
        var errors = new Tally();
        foreach (var id in changed)
        {
            await AddAsync(before.GetDocument(id)!, comments, errors, 1, cancellationToken);
            await AddAsync(after.GetDocument(id)!, comments, errors, -1, cancellationToken);
        }

        foreach (var id in changes.SelectMany(static project => project.GetAddedDocuments()))
        {
            await AddAsync(after.GetDocument(id)!, new Tally(), errors, -1, cancellationToken);
        }

        return comments.FirstAbove(0) is { } lost ? $"the comment {lost} is lost"
            : errors.FirstBelow(0) is { } made ? $"the result does not compile: {made}"
            : null;
    }

    private static async Task AddAsync(Document document, Tally comments, Tally errors, int sign, CancellationToken cancellationToken)
    {
        if (await document.GetSyntaxRootAsync(cancellationToken) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken) is not { } model)
        {
            return;
        }

        foreach (var trivia in root.DescendantTrivia().Where(static trivia =>
            trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia))
        {
            comments.Add(trivia.ToString().Trim(), sign);
        }

        foreach (var error in model.GetDiagnostics(cancellationToken: cancellationToken).Where(static found => found.Severity == DiagnosticSeverity.Error))
        {
            errors.Add($"{error.Id} {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}", sign);
        }
    }

    private sealed class Tally
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

        public void Add(string item, int count) => _counts[item] = (_counts.TryGetValue(item, out var before) ? before : 0) + count;

        public string? FirstAbove(int limit) => _counts.FirstOrDefault(count => count.Value > limit).Key;

        public string? FirstBelow(int limit) => _counts.FirstOrDefault(count => count.Value < limit).Key;
    }
}
