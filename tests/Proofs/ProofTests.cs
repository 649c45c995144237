using System.Text.RegularExpressions;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Generated;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Route = GracefulAnalyzers.Tests.Harness.Route;

namespace GracefulAnalyzers.Proofs;

/// <summary>A rule exists because a run showed the defect, a fix because a run showed it gone.</summary>
[Collection(BenchTests.Name)]
public sealed partial class ProofTests(Bench bench)
{
    public static TheoryData<string> InProcess => [.. Proof.All.Where(static proof => !proof.NeedsBroker).Select(static proof => proof.Rule)];

    public static TheoryData<string> OnBroker => [.. Proof.All.Where(static proof => proof.NeedsBroker).Select(static proof => proof.Rule)];

    public static TheoryData<string> Rules => [.. Proof.All.Select(static proof => proof.Rule)];

    [Theory]
    [MemberData(nameof(InProcess))]
    public Task The_defect_does_harm_and_the_fix_ends_it(string rule) => RequireProvenAsync(rule);

    [BrokerTheory(Needs.RabbitMq)]
    [MemberData(nameof(OnBroker))]
    public Task The_defect_does_harm_and_the_fix_ends_it_on_a_broker(string rule) => RequireProvenAsync(rule);

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task What_runs_is_what_the_rule_reports_and_what_its_fix_writes(string rule)
    {
        var proof = Find(rule);
        var before = Read(proof, "Violation");
        var after = Read(proof, "Fix") with { Scaffolds = Sample.Words(proof.Scaffolds) };
        Assert.Equal([rule], before.Files.SelectMany(static file => file.Marks).Select(static mark => mark.Id).Distinct());
        await Verify.ReportsAsync(before, Product.Shipped);
        await Verify.FixesAsync(before, after, rule, Route.OneByOne, "Custom", Product.Shipped);
    }

    [Fact]
    public void Every_rule_that_warns_has_a_proof() => Assert.Equal(
        Product.Shipped.Rules.Where(static rule => rule.DefaultSeverity == DiagnosticSeverity.Warning).Select(static rule => rule.Id),
        Proof.All.Select(static proof => proof.Rule));

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_page_cites_its_proof(string rule)
    {
        var text = Repository.Read(Repository.At("docs", "rules", rule + ".md"))!;
        var section = text[text.IndexOf("## What breaks", StringComparison.Ordinal)..text.IndexOf("## Violation", StringComparison.Ordinal)];
        Assert.Contains($"(../../tests/Proofs/{rule}/)", section, StringComparison.Ordinal);
        Assert.Contains("(../proof.md)", section, StringComparison.Ordinal);
    }

    [BrokerFact(Needs.RabbitMq)]
    public async Task The_page_of_proofs_holds_what_was_counted()
    {
        var table = "| Rule | What runs, and what happens | Counted | With the defect | After the fix | Proof |\n|---|---|---|---|---|---|\n";
        foreach (var proof in Proof.All)
        {
            table += (await RequireProvenAsync(proof.Rule)).Row;
        }

        Blessed.Section(Repository.At("docs", "proof.md"), "rules", table);
    }

    private static Proof Find(string rule) => Proof.All.Single(proof => proof.Rule == rule);

    // Beside each other in one assembly, the two need namespaces of their own; nothing else may tell them apart.
    private static Sample Read(Proof proof, string variant)
    {
        var text = Repository.Read(Repository.At("tests", "Proofs", proof.Rule, variant + ".cs"))!;
        var space = $"namespace GracefulAnalyzers.Proofs.{proof.Rule}.{variant};";
        Assert.Single(Namespace().Matches(text));
        Assert.Contains(space, text, StringComparison.Ordinal);
        text = text.Replace(space, "namespace Service;", StringComparison.Ordinal);
        if (variant == "Violation")
        {
            // For the scan of our own code only.
            var pragma = $"#pragma warning disable {proof.Rule} // The defect under proof.\n";
            Assert.StartsWith(pragma, text, StringComparison.Ordinal);
            text = text[pragma.Length..];
        }

        Assert.DoesNotContain("#pragma", text, StringComparison.Ordinal);
        return Sample.Of(text, proof.Frameworks, $"{proof.Rule}/{variant}.cs");
    }

    private async Task<Counted> RequireProvenAsync(string rule)
    {
        var counted = await bench.CountAsync(Find(rule));
        Assert.True(counted.WithDefect > 0, $"The run does not show the defect: {counted.Proof.Harm}: {counted.WithDefect}");
        Assert.True(counted.AfterFix == 0, $"The run does not show the defect gone: {counted.Proof.Harm}: {counted.AfterFix}");
        return counted;
    }

    [GeneratedRegex(@"^namespace ", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
