using System.Globalization;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Laws 1, 4 and 8: ID, name, class, file, folder, page, family and help link are one thing said in several places.</summary>
public partial class NamingLaws
{
    private const int LongestRuleFile = 150;

    private static readonly string[] Families = ["Streaming", "Queues", "Hosting", "Lifecycle", "Deployment"];

    private static readonly string[] Safeties = ["Safe", "ChangesBehaviour", "HasPlaceholders", "None"];

    public static TheoryData<string> Ids => [.. Product.Shipped.Rules.Select(static r => r.Id)];

    [Fact]
    public void Every_rule_has_a_page_and_every_page_a_rule() =>
        Assert.Equal(Product.Shipped.Rules.Select(static r => r.Id), Fences.All.Select(static p => p.Id));

    [Fact]
    public void No_two_rules_share_an_id_or_a_name()
    {
        var rules = Product.Shipped.Reporting.SelectMany(static a => a.SupportedDiagnostics).ToArray();
        Assert.Equal(rules.Length, rules.Select(static r => r.Id).Distinct().Count());
        Assert.Equal(rules.Length, rules.Select(static r => r.Name()).Distinct().Count());
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_is_where_its_id_says(string id)
    {
        var analyzer = Product.Shipped.Reporting.Single(a => a.SupportedDiagnostics.Any(d => d.Id == id)).GetType();
        var rule = Find(id);
        Assert.Equal($"GracefulAnalyzers.Rules.{rule.Category}.{id}{rule.Name()}", analyzer.FullName);
        Assert.True(analyzer.BaseType?.Name is "GracefulAnalyzer" or "RoleRule", $"{analyzer.Name} derives from {analyzer.BaseType?.Name}.");
        Assert.True(analyzer.IsSealed && analyzer.IsPublic, $"{analyzer.Name} must be public and sealed.");
        Assert.True(File.Exists(RuleFile(rule)), $"{RuleFile(rule)} does not exist.");
    }

    [Fact]
    public void Every_rule_file_holds_a_rule() => Assert.Equal(
        Product.Shipped.Rules.Select(static r => r.Category + "/" + Path.GetFileName(RuleFile(r))).Order(StringComparer.Ordinal),
        GraceFiles("analyzers", "Rules"));

    [Fact]
    public void Every_fix_file_holds_the_fix_of_its_rule()
    {
        var expected = Product.Shipped.Rules.Where(static r => Product.Shipped.FixOf(r.Id) is not null);
        Assert.Equal(
            expected.Select(static r => $"{r.Category}/{r.Id}{r.Name()}Fix.cs").Order(StringComparer.Ordinal), GraceFiles("codefixes", "Fixes"));
        Assert.All(expected, static r =>
            Assert.Equal($"GracefulAnalyzers.CodeFixes.{r.Category}.{r.Id}{r.Name()}Fix", Product.Shipped.FixOf(r.Id)!.GetType().FullName));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_descriptor_is_complete(string id)
    {
        var rule = Find(id);
        Assert.Matches(@"^GRACE\d{4}$", rule.Id);
        Assert.Matches("^[A-Z][A-Za-z0-9]+$", rule.Name());
        Assert.Contains(rule.Category, Families);
        Assert.Equal(rule.Category, Families[id["GRACE".Length] - '1']);
        Assert.EndsWith($"docs/rules/{id}.md", rule.HelpLinkUri, StringComparison.Ordinal);
        Assert.Contains(rule.FixSafety(), Safeties);
        Assert.False(rule.Title.ToString(CultureInfo.InvariantCulture).EndsWith('.'), "A title takes no full stop.");
        Assert.False(rule.MessageFormat.ToString(CultureInfo.InvariantCulture).EndsWith('.'), "A message takes no full stop.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void No_rule_is_an_error_by_default(string id) =>
        Assert.True(Find(id).DefaultSeverity < DiagnosticSeverity.Error, "A default Error cannot be suppressed by a baseline.");

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_rule_file_is_short(string id)
    {
        var lines = File.ReadAllLines(RuleFile(Find(id))).Length;
        Assert.True(lines <= LongestRuleFile, $"{lines} lines; a rule longer than {LongestRuleFile} is an engine feature trying to get out.");
    }

    private static DiagnosticDescriptor Find(string id) => Product.Shipped.Rules.Single(r => r.Id == id);

    private static string RuleFile(DiagnosticDescriptor rule) => Repository.At("analyzers", "Rules", rule.Category, $"{rule.Id}{rule.Name()}.cs");

    private static IEnumerable<string> GraceFiles(params string[] folder)
    {
        var root = Repository.At(folder);
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Where(static f => GraceName().IsMatch(Path.GetFileName(f)))
            .Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
    }

    [GeneratedRegex("^GRACE")]
    private static partial Regex GraceName();
}
