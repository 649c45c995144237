using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>The checks that every page fence and every hand-written rule test goes through.</summary>
internal static class Verify
{
    /// <summary>All analyzers over the sample report exactly its marks, and the sample compiles.</summary>
    public static Task ReportsAsync(Sample sample, Product product) => ReportsAsync(sample, Projects.Open(sample), product);

    /// <summary>The same for a project that holds the sample, and more that it needs.</summary>
    public static async Task ReportsAsync(Sample sample, Project project, Product product)
    {
        var analysis = await Analysis.OfAsync(project, product);
        await RequireCleanAsync(sample, project, analysis, "the code");
        await RequireMarksAsync(sample, project, analysis, sample.Files);
    }

    /// <summary>
    /// The fix of one rule, applied along a route in a workspace of a kind, gives exactly the expected text; that compiles without
    /// new warnings, reports exactly its own marks, and a second run changes nothing. A fix for the editor changes nothing under MSBuild.
    /// </summary>
    public static async Task FixesAsync(Sample before, Sample after, string id, Route route, string kind, Product product)
    {
        var fixing = new Fixing(product, id);
        after = kind == WorkspaceKind.MSBuild && before.EditorOnly ? before : after;
        // Solution scope must reach a second project, so it gets one.
        var open = Projects.Open(kind, route == Route.Solution ? [before, before] : [before]);
        var mended = await fixing.ApplyAsync(open, route);
        foreach (var project in mended.Projects)
        {
            await RequireFixedAsync(before, after, open.GetProject(project.Id)!, project, product);
        }

        var again = await fixing.ApplyAsync(mended, route);
        foreach (var project in again.Projects)
        {
            await RequireSameAsync(mended.GetProject(project.Id)!, project, $"{before.Name}: a second run of the fix changed the code again");
        }
    }

    /// <summary>The rule offers no action for any finding of the sample, and says why in a sentence.</summary>
    public static async Task OffersNothingAsync(Sample sample, string id, Product product)
    {
        if (product.FixOf(id) is null)
        {
            return;
        }

        var fixing = new Fixing(product, id);
        foreach (var (document, finding) in await fixing.FindingsAsync(Projects.Open(sample)))
        {
            var actions = await fixing.ActionsAsync(document, finding);
            Report.Require(actions.IsEmpty, () =>
                $"{sample.Name} ({sample.Origin}) is marked 'nofix', yet line {finding.Location.GetLineSpan().StartLinePosition.Line + 1} "
                    + $"offers \"{actions[0].Title}\".");
            Report.Require(
                Regex.IsMatch(finding.Properties.GetValueOrDefault("unfixable") ?? "", @"^[A-Z].{20,}\.$"),
                () => $"{sample.Name} ({sample.Origin}) has no fix on line {finding.Location.GetLineSpan().StartLinePosition.Line + 1}, "
                    + $"and the finding does not say why: '{finding.Properties.GetValueOrDefault("unfixable")}'.");
        }
    }

    /// <summary>No analyzer throws or hangs on the sample cut off at every fiftieth character.</summary>
    public static async Task SurvivesTruncationAsync(Sample sample, Product product)
    {
        const int Step = 50;
        var project = Projects.Open(sample);
        var whole = (Microsoft.CodeAnalysis.CSharp.CSharpCompilation)(await project.GetCompilationAsync())!;
        foreach (var tree in whole.SyntaxTrees.Where(static t => Path.GetFileName(t.FilePath) != Projects.GlobalUsingsName))
        {
            var text = (await tree.GetTextAsync()).ToString();
            for (var length = 0; length < text.Length; length += Step)
            {
                var cut = tree.WithChangedText(Microsoft.CodeAnalysis.Text.SourceText.From(text[..length]));
                var crashes = await Analysis.CrashesAsync(project, whole.ReplaceSyntaxTree(tree, cut), product);
                var at = length;
                Report.Require(crashes.IsEmpty, () =>
                    $"{sample.Name} ({sample.Origin}), cut off after {at} characters, makes an analyzer throw:\n{crashes[0]}\n--- the code\n{text[..at]}");
            }
        }
    }

    private static async Task RequireFixedAsync(Sample before, Sample after, Project original, Project mended, Product product)
    {
        var actual = await mended.FilesAsync();
        var expected = Overlay(before, after);
        RequireTexts(before, after, expected, actual, mended.Solution.Workspace.Kind == WorkspaceKind.MSBuild);

        var analysis = await Analysis.OfAsync(mended, product);
        await RequireCleanAsync(after, mended, analysis, "the fixed code");
        await RequireNoNewWarningAsync(before, original, mended, analysis, product);
        await RequireMarksAsync(after, mended, analysis, after.Files);
    }

    private static SortedDictionary<string, string> Overlay(Sample before, Sample after)
    {
        var expected = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in before.Files.Concat(after.Files).Where(static f => !f.IsConfiguration))
        {
            expected[file.Name] = file.Text;
        }

        return expected;
    }

    private static void RequireTexts(
        Sample before, Sample after, SortedDictionary<string, string> expected, SortedDictionary<string, string> actual, bool scaffoldsAtEnd)
    {
        List<string> tails = [];
        foreach (var (name, text) in expected)
        {
            var found = actual.GetValueOrDefault(name, "");
            var carriesTail = scaffoldsAtEnd && !after.Scaffolds.IsEmpty && found.Length > text.Length && found.StartsWith(text, StringComparison.Ordinal);
            Report.Require(found == text || carriesTail, () =>
                $"{before.Name} ({before.Origin}): the fixed text of {name} differs from {(after.Origin.Length > 0 ? after.Origin : "what is expected")}\n"
                    + $"{Report.Diff(text, found)}");
            tails.Add(found[text.Length..]);
        }

        var added = actual.Keys.Except(expected.Keys, StringComparer.Ordinal).ToArray();
        if (scaffoldsAtEnd)
        {
            Report.Require(added.Length == 0, () =>
                $"{before.Name}: under an MSBuild workspace a fix must not add documents, this one added {string.Join(", ", added)}.");
            foreach (var scaffold in after.Scaffolds)
            {
                Report.Require(tails.Any(t => Declares(t, scaffold)), () =>
                    $"{before.Name}: the scaffold {scaffold} is not declared after the user's code.\n{string.Join("\n", actual.Values)}");
            }

            return;
        }

        Assert.Equal(
            after.Scaffolds.Order(StringComparer.Ordinal),
            added.Select(static a => Path.GetFileNameWithoutExtension(a)).Order(StringComparer.Ordinal));
        foreach (var file in added)
        {
            Report.Require(Declares(actual[file], Path.GetFileNameWithoutExtension(file)), () =>
                $"{before.Name}: the new document {file} declares no type of its name.\n{actual[file]}");
        }
    }

    private static bool Declares(string text, string type) =>
        System.Text.RegularExpressions.Regex.IsMatch(text, $@"\b(class|interface|struct|record|enum)\s+{type}\b");

    private static async Task RequireCleanAsync(Sample sample, Project project, Analysis analysis, string what)
    {
        if (!analysis.Crashes.IsEmpty)
        {
            Assert.Fail($"{sample.Name} ({sample.Origin}): an analyzer threw on {what}:\n{analysis.Crashes[0]}");
        }

        if (!analysis.Errors.IsEmpty)
        {
            var files = await project.FilesAsync();
            Assert.Fail($"{sample.Name} ({sample.Origin}): {what} does not compile (frameworks: {Frameworks(sample)})\n"
                + Report.Annotate(files, analysis.Errors.Select(static e => Remark.At(e, "error"))));
        }
    }

    private static async Task RequireNoNewWarningAsync(Sample before, Project original, Project mended, Analysis after, Product product)
    {
        static string Key(Diagnostic d) => d.Id + " " + d.GetMessage(System.Globalization.CultureInfo.InvariantCulture);
        var known = (await Analysis.OfAsync(original, product)).Warnings.Select(Key).ToHashSet(StringComparer.Ordinal);
        var fresh = after.Warnings.Where(w => !known.Contains(Key(w))).ToArray();
        if (fresh.Length > 0)
        {
            var files = await mended.FilesAsync();
            Assert.Fail($"{before.Name} ({before.Origin}): the fix brings a new compiler warning\n"
                + Report.Annotate(files, fresh.Select(static w => Remark.At(w, "new warning"))));
        }
    }

    private static async Task RequireMarksAsync(Sample sample, Project project, Analysis analysis, ImmutableArray<SourceFile> files)
    {
        var unexpected = analysis.Findings.ToList();
        List<Remark> remarks = [];
        foreach (var file in files)
        {
            // Marks with a span claim their finding first; a line mark takes any finding left on its line.
            foreach (var mark in file.Marks.OrderByDescending(static m => m.Span.HasValue))
            {
                var match = unexpected.FindIndex(d => d.Id == mark.Id
                    && Path.GetFileName(d.Location.GetLineSpan().Path) == Path.GetFileName(file.Name)
                    && (mark.Span is { } span ? d.Location.SourceSpan == span : d.Location.GetLineSpan().StartLinePosition.Line == mark.Line));
                if (match >= 0)
                {
                    unexpected.RemoveAt(match);
                }
                else
                {
                    remarks.Add(Missing(file, mark));
                }
            }
        }

        remarks.AddRange(unexpected.Select(static d => Remark.At(d, "reported, not expected")));
        if (remarks.Count > 0)
        {
            var shown = await project.FilesAsync();
            Assert.Fail($"{sample.Name} ({sample.Origin}): findings differ from the marks (frameworks: {Frameworks(sample)})\n"
                + Report.Annotate(shown, remarks));
        }
    }

    private static Remark Missing(SourceFile file, Mark mark)
    {
        var lines = file.Text.Split('\n');
        var lineStart = lines.Take(mark.Line).Sum(static l => l.Length + 1);
        var (start, length) = mark.Span is { } span
            ? (span.Start - lineStart, Math.Max(1, Math.Min(span.Length, lines[mark.Line].Length - (span.Start - lineStart))))
            : (lines[mark.Line].Length - lines[mark.Line].TrimStart().Length, Math.Max(1, lines[mark.Line].Trim().Length));
        return new Remark(Path.GetFileName(file.Name), mark.Line, start, length,
            $"{mark.Id} expected{(mark.Span is null ? "" : " on exactly this span")}, not reported");
    }

    private static async Task RequireSameAsync(Project expected, Project actual, string claim)
    {
        var (left, right) = (await expected.FilesAsync(), await actual.FilesAsync());
        Assert.Equal(left.Keys, right.Keys);
        foreach (var (name, text) in left)
        {
            Report.Require(text == right[name], () => $"{claim}, in {name}\n{Report.Diff(text, right[name])}");
        }
    }

    private static string Frameworks(Sample sample) => sample.Frameworks.IsEmpty ? "ASP.NET Core only" : string.Join(", ", sample.Frameworks);
}
