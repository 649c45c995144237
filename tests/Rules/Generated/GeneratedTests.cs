using System.Globalization;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Generated;

/// <summary>Everything that is generated from the rules agrees with them.</summary>
public class GeneratedTests
{
    public static TheoryData<string> Ids => [.. Fences.All.Select(static p => p.Id).Intersect(Product.Shipped.Rules.Select(static r => r.Id))];

    [Theory]
    [MemberData(nameof(Ids))]
    public void Page_header(string id)
    {
        var rule = Product.Shipped.Rules.Single(r => r.Id == id);
        Blessed.Section(
            Repository.At("docs", "rules", id + ".md"),
            "header",
            $"""
            # {id}: {rule.Name()}

            {Title(rule)}.

            | Severity | Category | Fix | Since |
            |---|---|---|---|
            | {rule.DefaultSeverity} | {rule.Category} | {Fix(rule)} | {Release.Since(id)} |

            """);
    }

    [Fact]
    public void Page_index() => Blessed.File(
        Repository.At("docs", "rules", "README.md"),
        "<!-- Generated from the rules; see docs/adding-a-rule.md. -->\n# Rules\n\n" + string.Join('\n', Product.Shipped.Rules
            .GroupBy(static r => r.Category)
            .Select(static family => $"## {family.Key}\n\n{Table(family, folder: "")}")));

    [Fact]
    public void Readme_table() => Blessed.Section(Repository.At("README.md"), "rules", Table(Product.Shipped.Rules, folder: "docs/rules/"));

    [Fact]
    public void Unshipped_rules() => Blessed.File(
        Repository.At("analyzers", "AnalyzerReleases.Unshipped.md"), Release.Unshipped(Product.Shipped.Rules, Release.Shipped));

    [Fact]
    public void A_shipped_id_never_disappears() => Assert.Empty(Release.Shipped.Keys.Except(Product.Shipped.Rules.Select(static r => r.Id)));

    [Fact]
    public void A_shipped_rule_leaves_the_unshipped_file_and_returns_when_it_changes()
    {
        var rule = Product.Shipped.Rules[0];
        string Row(string severity) => $"## Release 0.9.0\n\n### New Rules\n\n{rule.Id} | {rule.Category} | {severity} | note\n";
        Assert.DoesNotContain(rule.Id, Release.Unshipped([rule], Release.Read(Row(rule.DefaultSeverity.ToString()))), StringComparison.Ordinal);
        Assert.Contains(
            $"### Changed Rules\n\nRule ID | New Category | New Severity | Old Category | Old Severity | Notes\n"
            + "--------|--------------|--------------|--------------|--------------|-------\n"
            + $"{rule.Id} | {rule.Category} | {rule.DefaultSeverity} | {rule.Category} | Hidden | {rule.Name()}\n",
            Release.Unshipped([rule], Release.Read(Row("Hidden"))),
            StringComparison.Ordinal);
    }

    private static string Table(IEnumerable<DiagnosticDescriptor> rules, string folder) =>
        "| Rule | Reports | Severity | Fix |\n|---|---|---|---|\n" + string.Concat(rules.Select(r =>
            $"| [{r.Id}]({folder}{r.Id}.md) {r.Name()} | {Title(r)} | {r.DefaultSeverity} | {Fix(r)} |\n"));

    private static string Title(DiagnosticDescriptor rule) => rule.Title.ToString(CultureInfo.InvariantCulture);

    private static string Fix(DiagnosticDescriptor rule) => rule.FixSafety() switch
    {
        "Safe" => "safe",
        "ChangesBehaviour" => "changes behaviour",
        "HasPlaceholders" => "brings a scaffold",
        _ => "none",
    };
}
