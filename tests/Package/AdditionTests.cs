using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>What docs/adding-a-framework.md and docs/adding-a-rule.md promise: nothing that is shared has to be edited by hand.</summary>
[Trait("Size", "Long")]
public sealed partial class AdditionTests
{
    private const string Rules = "tests/Rules";

    // Written by the tests under GRACEFUL_BLESS=1, never by hand.
    private static readonly string[] Generated =
    [
        "README.md", "analyzers/AnalyzerReleases.Unshipped.md", "docs/rules/README.md", "package/build/GracefulAnalyzers.targets",
        "package/presets/none.globalconfig", "package/presets/strict-1.0.globalconfig", "package/presets/strict-latest.globalconfig",
    ];

    private static readonly string[] WithoutAnalyzers = ["-m:1", "-p:RunAnalyzers=false"];

    [Fact]
    public async Task A_framework_is_its_data_file_and_its_folder()
    {
        using var copy = await RepositoryCopy.MakeAsync();
        var added = copy.Add(Folder("Framework"));
        await BuildAsync(copy, Rules);

        // Its references resolve, it cites its source, its use compiles.
        var tests = await copy.RunAsync("dotnet", "test", Rules, "--no-build", "--filter", "DisplayName~Nimbus");

        Assert.Equal(3, Passed(tests));
        Assert.All(added, static file => Assert.Matches("^(analyzers/Catalogue/[^/]+/Nimbus.cs|tests/Frameworks/Nimbus/[^/]+)$", file));
        var (fresh, changed) = await copy.SinceAsync();
        Assert.Equal(added, fresh);
        Assert.Equal([], changed);
    }

    [Fact]
    public async Task A_rule_is_its_page_itself_its_fix_and_its_proof()
    {
        using var copy = await RepositoryCopy.MakeAsync();
        var added = copy.Add(Folder("Rule"));
        await BuildAsync(copy, Rules);
        await copy.BlessAsync("dotnet", "test", Rules, "--no-build", "--filter", "FullyQualifiedName~Tests.Generated");

        // With our own analyzers, as a build of the repository has them: the release files know the rule.
        await copy.RunAsync("dotnet", "build", "analyzers", "--no-incremental", "-m:1");
        // Pages, laws and mutations of the rule, and all that is said of rules as a whole.
        var tests = await copy.RunAsync("dotnet", "test", Rules, "--no-build", "--filter",
            "DisplayName~GRACE3998|FullyQualifiedName~NamingLaws|FullyQualifiedName~Tests.Generated|FullyQualifiedName~at_least_three_mutations");
        await BuildAsync(copy, "tests/Proofs");
        var proof = await copy.RunAsync("dotnet", "test", "tests/Proofs", "--no-build", "--filter",
            "DisplayName~GRACE3998|FullyQualifiedName~Every_rule_that_warns_has_a_proof");

        Assert.True(Passed(tests) > 40, tests);
        // The defect does harm and the fix ends it, what runs is what is reported and mended, the page cites it, and none is missing.
        Assert.Equal(4, Passed(proof));
        Assert.All(added, static file => Assert.Matches("^(docs/rules|analyzers/Rules/Hosting|codefixes/Fixes/Hosting|tests/Proofs)/GRACE3998", file));
        var (fresh, changed) = await copy.SinceAsync();
        Assert.Equal(added, fresh);
        Assert.Equal([], changed.Except(Generated));
    }

    private static string Folder(string name) => Path.Combine(PackedFeed.RepositoryRoot, "tests", "Package", "Additions", name);

    // The analyzers of the build have their say elsewhere; here they would only take time.
    private static async Task BuildAsync(RepositoryCopy copy, string project)
    {
        foreach (var part in (string[])["analyzers", "codefixes", project])
        {
            await copy.RunAsync("dotnet", ["build", part, .. WithoutAnalyzers]);
        }
    }

    private static int Passed(string output) => int.Parse(Count().Match(output).Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Passed: +(\d+)")]
    private static partial Regex Count();
}
