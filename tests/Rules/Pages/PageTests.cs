using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Pages;

/// <summary>Every violation of every page reports exactly its marks, under all rules.</summary>
public class Violations
{
    public static TheoryData<string> Names => Fences.Named(static p => p.Violations);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page(string fence)
    {
        var (page, sample) = Fences.Find(fence);
        Report.Require(sample.Files.SelectMany(static f => f.Marks).Any(m => m.Id == page.Id),
            () => $"{fence} ({sample.Origin}) marks no line with // {page.Id}.");
        await Verify.ReportsAsync(sample, Product.Shipped);
        if (sample.NoFix)
        {
            await Verify.OffersNothingAsync(sample, page.Id, Product.Shipped);
        }
    }
}

/// <summary>Every near miss of every page is silent, under all rules.</summary>
public class NearMisses
{
    public static TheoryData<string> Names => Fences.Named(static p => p.NotFlagged);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page(string fence)
    {
        var (_, sample) = Fences.Find(fence);
        Report.Require(sample.Files.All(static f => f.Marks.IsEmpty), () => $"{fence} ({sample.Origin}) carries a mark; near misses are silent.");
        await Verify.ReportsAsync(sample, Product.Shipped);
    }
}

/// <summary>Every fix of every page is the page's text, along every route and in both kinds of workspace.</summary>
public class PageFixes
{
    private static readonly Dictionary<string, (Route Route, string Kind)> Routes = new(StringComparer.Ordinal)
    {
        ["one by one"] = (Route.OneByOne, "Custom"),
        ["document"] = (Route.Document, "Custom"),
        ["project"] = (Route.Project, "Custom"),
        ["solution"] = (Route.Solution, "Custom"),
        ["MSBuild, one by one"] = (Route.OneByOne, WorkspaceKind.MSBuild),
        ["MSBuild, solution"] = (Route.Solution, WorkspaceKind.MSBuild),
    };

    public static TheoryData<string> Names =>
        [.. Fences.All.SelectMany(static p => p.FixPairs.SelectMany(static pair => Routes.Keys.Select(r => $"{pair.After.Name} ({r})")))];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Page(string fence)
    {
        var split = fence.IndexOf('(', StringComparison.Ordinal);
        var (route, kind) = Routes[fence[(split + 1)..^1]];
        var (page, before, after) = Fences.FindFix(fence[..split].TrimEnd());
        await Verify.FixesAsync(before, after, page.Id, route, kind, Product.Shipped);
    }
}

/// <summary>A page has one fix fence for each fixable violation, and the sections a reader expects.</summary>
public class PageShape
{
    // What a rule must not say is as much a part of it as what it says.
    private const int FewestNearMisses = 5;

    private static readonly string[] Order =
        ["What breaks", "Violation", "Fix", "Not flagged", "When to suppress", "Fix safety", "References"];

    private static readonly string[] Always = ["What breaks", "Violation", "Not flagged", "When to suppress", "References"];

    public static TheoryData<string> Ids => [.. Fences.All.Select(static p => p.Id)];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page(string id)
    {
        var page = Fences.All.Single(p => p.Id == id);
        Assert.Empty(Always.Except(page.Sections));
        Assert.Equal(Order.Where(page.Sections.Contains), page.Sections);
        Assert.NotEmpty(page.Violations);
        Report.Require(page.NotFlagged.Length >= FewestNearMisses, () => $"{id} shows {page.NotFlagged.Length} near misses; {FewestNearMisses} are the least.");
        var fixable = page.Violations.Count(static v => !v.NoFix);
        var wanted = Product.Shipped.FixOf(id) is null ? 0 : fixable;
        Report.Require(page.Fixes.Length == wanted, () =>
            $"{id} needs {wanted} fix fences (one for each violation without 'nofix', if the rule has a fix) and shows {page.Fixes.Length}.");
    }
}

internal static class Fences
{
    public static IEnumerable<Page> All => Harness.Page.All;

    public static TheoryData<string> Named(Func<Page, IEnumerable<Sample>> samples) => [.. All.SelectMany(samples).Select(static s => s.Name)];

    public static (Page Page, Sample Sample) Find(string name) =>
        All.SelectMany(static p => p.Samples.Select(s => (p, s))).Single(x => x.s.Name == name);

    public static (Page Page, Sample Before, Sample After) FindFix(string name) =>
        All.SelectMany(static p => p.FixPairs.Select(f => (p, f.Before, f.After))).Single(x => x.After.Name == name);
}
