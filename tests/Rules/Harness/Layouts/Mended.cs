using System.Collections.Immutable;
using System.Globalization;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>What a fix made of code in some layout, next to what was there before.</summary>
internal sealed class Mended
{
    private readonly SortedDictionary<string, string> _before;
    private readonly Analysis _analysis;

    private Mended(SortedDictionary<string, string> before, SortedDictionary<string, string> after, Analysis analysis) =>
        (_before, Files, _analysis) = (before, after, analysis);

    /// <summary>All files, scaffolds included.</summary>
    public SortedDictionary<string, string> Files { get; }

    /// <summary>The user's files with the errors in them.</summary>
    public string Annotated => Report.Annotate(
        Files.Where(file => _before.ContainsKey(file.Key)), _analysis.Errors.Concat(_analysis.Crashes).Select(static e => Remark.At(e, "error")));

    /// <param name="project">The project after the fix.</param>
    /// <param name="before">Its files before; they compiled.</param>
    public static async Task<Mended> OfAsync(Project project, SortedDictionary<string, string> before) =>
        new(before, await project.FilesAsync(), await Analysis.OfAsync(project, Product.Shipped));

    /// <summary>Where findings of the rule are left although they count as fixable.</summary>
    public IEnumerable<string> Left(string id) => _analysis.Findings.Where(finding => finding.Id == id && FindingProperties.CanBeFixed(finding))
        .Select(static finding => Place(finding));

    /// <summary>Comments that were there before and are not any more.</summary>
    public IEnumerable<(string Kind, string What)> LostComments()
    {
        var lost = Less(Spoken.CommentsOf(_before.Values.Select(Tracked.Unit)), Spoken.CommentsOf(Own().Select(static file => file.Root)));
        return lost.Count == 0 ? [] : [("comments", $"lost: {Listed(lost)}")];
    }

    /// <summary>Errors, lost or doubled directives, and a style that is not the file's own.</summary>
    public IEnumerable<(string Kind, string What)> Harm(IReadOnlyList<Laid> laid, Layout layout)
    {
        if (!_analysis.Errors.IsEmpty || !_analysis.Crashes.IsEmpty)
        {
            var isSyntax = Own().Any(static file => file.Root.GetDiagnostics().Any(static e => e.Severity == DiagnosticSeverity.Error));
            yield return (isSyntax ? "syntax errors" : "errors",
                string.Join('\n', _analysis.Errors.Concat(_analysis.Crashes).Select(static e => $"{Place(e)}: {e.GetMessage(CultureInfo.InvariantCulture)}")));
        }

        if (Difference(Roots(laid, Spoken.DirectivesOf), Roots(Own(), Spoken.DirectivesOf)) is { } directives)
        {
            yield return ("directives", directives);
        }

        foreach (var lapse in Own().SelectMany(file => layout.Lapses(_before[file.Name], Files[file.Name])))
        {
            yield return ("style", lapse);
        }
    }

    /// <summary>Where the code says something else than the page's fix does.</summary>
    /// <param name="expected">The page's fix.</param>
    /// <param name="comments">The comments of the page's violation; what more the layout has must survive.</param>
    /// <param name="layout">How both are written.</param>
    /// <param name="after">The page's fix: its scaffolds and the findings that are left.</param>
    public IEnumerable<(string Kind, string What)> OtherThan(IReadOnlyList<Laid> expected, string[] comments, Layout layout, Sample after)
    {
        var said = layout.Words(Own());
        var wanted = layout.Words(expected);
        foreach (var name in wanted.Keys.Union(said.Keys, StringComparer.Ordinal))
        {
            var (left, right) = (wanted.GetValueOrDefault(name, []), said.GetValueOrDefault(name, []));
            if (!left.SequenceEqual(right))
            {
                yield return ("other tokens", $"{name} says something else\n{Report.Diff(string.Join('\n', left), string.Join('\n', right))}");
            }
        }

        var ofLayout = Less(Spoken.CommentsOf(_before.Values.Select(Tracked.Unit)), comments);
        if (Difference(Roots(expected, Spoken.CommentsOf).Concat(ofLayout), Roots(Own(), Spoken.CommentsOf)) is { } difference)
        {
            yield return ("comments", difference);
        }

        var scaffolds = Files.Keys.Except(_before.Keys).Select(static name => Path.GetFileNameWithoutExtension(name)).Order(StringComparer.Ordinal);
        if (!scaffolds.SequenceEqual(after.Scaffolds.Order(StringComparer.Ordinal)))
        {
            yield return ("scaffolds", $"The fix adds {string.Join(", ", scaffolds)} instead of {string.Join(", ", after.Scaffolds)}.");
        }

        var marked = after.Files.SelectMany(static file => file.Marks).Select(static mark => mark.Id);
        if (Difference(marked, _analysis.Findings.Select(static finding => finding.Id)) is { } findings)
        {
            yield return ("findings left", findings);
        }
    }

    private List<Laid> Own() => [.. Files.Where(file => _before.ContainsKey(file.Key)).Select(static file => new Laid(file.Key, Tracked.Unit(file.Value)))];

    private static IEnumerable<string> Roots(IEnumerable<Laid> files, Func<IEnumerable<CompilationUnitSyntax>, IEnumerable<string>> read) =>
        read(files.Select(static file => file.Root));

    private static string Place(Diagnostic found) =>
        $"{Path.GetFileName(found.Location.GetLineSpan().Path)}, line {found.Location.GetLineSpan().StartLinePosition.Line + 1}";

    // The layout's own comments: all that are there before, less those of the page.
    private static List<string> Less(IEnumerable<string> all, IEnumerable<string> known)
    {
        List<string> rest = [.. all];
        foreach (var comment in known)
        {
            rest.Remove(comment);
        }

        return rest;
    }

    private static string? Difference(IEnumerable<string> expected, IEnumerable<string> actual)
    {
        var (lost, more) = (Less(expected, actual), Less(actual, expected));
        return lost.Count + more.Count == 0 ? null : $"lost: {Listed(lost)}; more: {Listed(more)}";
    }

    private static string Listed(List<string> items) => items.Count == 0 ? "none" : string.Join(" | ", items.Select(static item => $"'{item}'"));
}
