using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Laws 3 and 7: what <c>dotnet format</c> taught others about fixes, and promises that equal what happens.</summary>
public class FixLaws
{
    private static readonly Dictionary<string, string> Spelling = new(StringComparer.Ordinal)
    {
        ["Safe"] = "safe",
        ["ChangesBehaviour"] = "behaviour",
        ["HasPlaceholders"] = "scaffold",
        ["None"] = "none",
    };

    public static TheoryData<string> Ids => [.. Product.Shipped.Rules.Select(static r => r.Id)];

    public static TheoryData<string> Fixable => [.. Fences.All.Where(static p => p.FixPairs.Any()).Select(static p => p.Id)];

    public static TheoryData<string> Violations => Fences.Named(static p => p.Violations);

    // A fix for the editor only never meets a multi-targeted MSBuild project.
    public static TheoryData<string> FixNames =>
        [.. Fences.All.SelectMany(static p => p.FixPairs).Where(static f => !f.Before.EditorOnly).Select(static f => f.After.Name)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_promised_fix_exists_and_no_other(string id) =>
        Assert.Equal(Rule(id).FixSafety() != "None", Product.Shipped.FixOf(id) is not null);

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_fix_that_is_not_safe_says_so_on_its_page(string id) =>
        Assert.Equal(Rule(id).FixSafety() is not ("Safe" or "None"), Page(id).Sections.Contains("Fix safety"));

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_fix_that_scaffolds_says_so(string id)
    {
        if (Page(id).Fixes.Any(static f => !f.Scaffolds.IsEmpty))
        {
            Assert.Equal("HasPlaceholders", Rule(id).FixSafety());
        }
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public void A_fix_all_is_not_the_batch_fixer(string id)
    {
        var all = Product.Shipped.FixOf(id)!.GetFixAllProvider();
        Assert.NotNull(all);
        Assert.NotSame(WellKnownFixAllProviders.BatchFixer, all);
        Assert.Superset(
            new HashSet<FixAllScope> { FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution }, all.GetSupportedFixAllScopes().ToHashSet());
    }

    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task A_fix_has_one_constant_key(string id)
    {
        var fixing = new Fixing(Product.Shipped, id);
        HashSet<string?> keys = [];
        foreach (var violation in Page(id).Violations)
        {
            foreach (var (document, finding) in await fixing.FindingsAsync(Projects.Open(violation)))
            {
                keys.UnionWith((await fixing.ActionsAsync(document, finding)).Take(1).Select(static a => a.EquivalenceKey));
            }
        }

        Assert.NotNull(Assert.Single(keys));
    }

    /// <summary>The unfixable findings of the page sort first and leave no key, as in <c>dotnet format</c>; every other project is mended all the
    /// same.</summary>
    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task An_unfixable_finding_sorted_first_blocks_nothing(string id)
    {
        var fixing = new Fixing(Product.Shipped, id);
        var page = Page(id);
        var stuck = page.Violations.Where(static v => v.NoFix).ToArray();
        var pairs = page.FixPairs.ToArray();
        var solution = Projects.Open("Custom", [.. stuck, .. pairs.Select(static p => p.Before)]);
        var start = (await fixing.FindingsAsync(solution.Projects.First()))[0].Document;

        var mended = await fixing.SolutionAsync(solution, start, key: null);

        foreach (var (project, expected) in mended.Projects.Zip([.. stuck, .. pairs.Select(static p => p.After)]))
        {
            var files = await project.FilesAsync();
            Assert.All(expected.Files.Where(static f => !f.IsConfiguration), f => Report.Require(files[f.Name] == f.Text, () =>
                $"{expected.Name}: not mended beside an unfixable finding\n{Report.Diff(f.Text, files[f.Name])}"));
        }
    }

    /// <summary>The same within one project, where every sample gets a namespace and a file of its own.</summary>
    [Theory]
    [MemberData(nameof(Fixable))]
    public async Task An_unfixable_finding_in_the_same_project_blocks_nothing(string id)
    {
        var fixing = new Fixing(Product.Shipped, id);
        var page = Page(id);
        // Rabbit 6 and 7 declare the same types, and top-level statements take no namespace; the other laws see those samples.
        (Sample Before, Sample After)[] samples =
        [
            .. page.Violations.Where(static v => v.NoFix).Select(static v => (v, v)),
            .. page.FixPairs,
        ];
        samples = [.. samples.Where(static s => s.Before.Files.Length == 1 && !s.Before.Frameworks.Contains("RabbitMq6") && s.After.Scaffolds.IsEmpty
            && !Projects.IsProgram(s.Before))];
        if (samples.Length == 0)
        {
            return;
        }

        var whole = new Sample(id, [.. samples.Select(static (s, i) => InNamespace(s.Before, i))],
            [.. samples.SelectMany(static s => s.Before.Frameworks).Distinct()]);
        var solution = Projects.Open("Custom", whole);
        await Verify.ReportsAsync(whole, Product.Shipped);

        var mended = await fixing.SolutionAsync(solution, (await fixing.FindingsAsync(solution.Projects.Single()))[0].Document, key: null);

        var files = await mended.Projects.Single().FilesAsync();
        foreach (var expected in samples.Select(static (s, i) => InNamespace(s.After, i)))
        {
            Report.Require(files[expected.Name] == expected.Text,
                () => $"{id}: not mended beside an unfixable finding\n{Report.Diff(expected.Text, files[expected.Name])}");
        }
    }

    /// <summary>A multi-targeted project is several Roslyn projects over one file; writing a file twice would lose one of the edits.</summary>
    [Theory]
    [MemberData(nameof(FixNames))]
    public async Task A_multi_targeted_project_is_edited_once_per_file(string fence)
    {
        var (page, before, after) = Fences.FindFix(fence);
        var open = Projects.OpenMultiTargeted(WorkspaceKind.MSBuild, before);

        var mended = await new Fixing(Product.Shipped, page.Id).ApplyAsync(open, Route.Solution);

        var changed = mended.GetChanges(open).GetProjectChanges().SelectMany(static p => p.GetChangedDocuments()).Select(d => mended.GetDocument(d)!).ToArray();
        Assert.NotEmpty(changed);
        Assert.Equal(changed.Length, changed.Select(static d => d.FilePath).Distinct().Count());
        foreach (var document in changed)
        {
            var text = (await document.GetTextAsync()).ToString();
            var expected = after.Files.Single(f => f.Name == document.Name).Text;
            Report.Require(text.StartsWith(expected, StringComparison.Ordinal), () => $"{fence}: multi-targeted\n{Report.Diff(expected, text)}");
        }
    }

    /// <summary>What a finding says about itself in its properties is what the fix then does; one without a mend says why, in a sentence.</summary>
    [Theory]
    [MemberData(nameof(Violations))]
    public async Task A_finding_promises_what_its_fix_does(string fence)
    {
        var (page, sample) = Fences.Find(fence);
        var rule = Rule(page.Id);
        var project = Projects.Open(sample);
        var findings = (await Analysis.OfAsync(project, Product.Shipped)).Findings.Where(d => d.Id == page.Id).ToArray();
        Assert.NotEmpty(findings);
        foreach (var finding in findings)
        {
            var offered = Product.Shipped.FixOf(page.Id) is not null
                && !(await new Fixing(Product.Shipped, page.Id).ActionsAsync(project.GetDocument(finding.Location.SourceTree)!, finding)).IsEmpty;
            Assert.Equal(rule.Name(), finding.Properties["name"]);
            Assert.Equal(offered ? Spelling[rule.FixSafety()] : "none", finding.Properties["fixSafety"]);
            Assert.Equal(sample.EditorOnly, finding.Properties.ContainsKey("decision"));
            var reason = finding.Properties.GetValueOrDefault("unfixable");
            Assert.True(offered ? reason is null : rule.FixSafety() == "None" || Regex.IsMatch(reason ?? "", @"^[A-Z].{20,}\.$"),
                $"{fence}: offered {offered}, reason '{reason}'");
        }
    }

    private static SourceFile InNamespace(Sample sample, int number)
    {
        var file = sample.Files.Single();
        return new SourceFile(
            $"{number:00}.cs", $"namespace Sample{number};\n{file.Text}", [.. file.Marks.Select(static m => m with { Line = m.Line + 1 })]);
    }

    private static DiagnosticDescriptor Rule(string id) => Product.Shipped.Rules.Single(r => r.Id == id);

    private static Page Page(string id) => Fences.All.Single(p => p.Id == id);
}
