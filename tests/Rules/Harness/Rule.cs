using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>
/// For rule tests that a page would not carry: spans, matrices, regressions. Marks are <c>{|GRACE2004:code|}</c> (exact span) or a trailing
/// <c>// GRACE2004</c> (line). Frameworks are the names a fence uses, separated by commas. All rules run; every input is also fed cut off.
/// </summary>
public static class Rule
{
    /// <summary>Reports exactly the marks, which must exist.</summary>
    public static async Task Reports(string code, string frameworks = "")
    {
        var sample = Sample.Of(code, frameworks);
        Assert.True(sample.Files.Any(static f => !f.Marks.IsEmpty), "Rule.Reports needs at least one mark; use Rule.Silent for code without findings.");
        await CheckAsync(sample);
    }

    /// <summary>Compiles and reports nothing.</summary>
    public static async Task Silent(string code, string frameworks = "")
    {
        var sample = Sample.Of(code, frameworks);
        Assert.True(sample.Files.All(static f => f.Marks.IsEmpty), "Rule.Silent takes no marks; use Rule.Reports.");
        await CheckAsync(sample);
    }

    /// <summary>
    /// Reports the marks of <paramref name="before"/>, and the fix of the one rule marked there gives <paramref name="after"/> one by one,
    /// over document, project and solution, and under an MSBuild workspace.
    /// </summary>
    public static async Task Fixes(string before, string after, string frameworks = "", string scaffold = "")
    {
        var wrong = Sample.Of(before, frameworks, "before");
        var right = Sample.Of(after, frameworks, "after") with { Scaffolds = Sample.Words(scaffold) };
        var id = Assert.Single(wrong.Files.SelectMany(static f => f.Marks).Select(static m => m.Id).Distinct());
        await CheckAsync(wrong);
        foreach (var route in Enum.GetValues<Route>())
        {
            await Verify.FixesAsync(wrong, right, id, route, "Custom", Product.Shipped);
        }

        var open = Projects.Open("Custom", wrong);
        var mended = await new Fixing(Product.Shipped, id).ApplyAsync(open, Route.Solution);
        await Advice.RequireNothingNewAsync(wrong.Name, open.Projects.Single(), mended.Projects.Single());

        await Verify.FixesAsync(wrong, right, id, Route.Solution, WorkspaceKind.MSBuild, Product.Shipped);
    }

    /// <summary>Reports the marks of <paramref name="code"/> and offers no fix for any of them.</summary>
    public static async Task OffersNoFix(string code, string frameworks = "")
    {
        var sample = Sample.Of(code, frameworks);
        await CheckAsync(sample);
        foreach (var id in sample.Files.SelectMany(static f => f.Marks).Select(static m => m.Id).Distinct())
        {
            await Verify.OffersNothingAsync(sample, id, Product.Shipped);
        }
    }

    private static async Task CheckAsync(Sample sample)
    {
        await Verify.ReportsAsync(sample, Product.Shipped);
        await Verify.SurvivesTruncationAsync(sample, Product.Shipped);
    }
}
