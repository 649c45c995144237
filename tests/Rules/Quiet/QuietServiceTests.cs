using System.Collections.Immutable;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Quiet;

/// <summary>Law 5: the correct service is silent under all rules, and each Warning rule wakes up for one wrong edit of it.</summary>
public sealed class QuietServiceTests
{
    private static readonly string Root = Repository.At("tests", "Quiet");

    private static readonly Lazy<SortedDictionary<string, string>> Sources = new(static () => new(
        Directory.EnumerateFiles(Root, "*.cs", SearchOption.AllDirectories)
            .ToDictionary(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'), static path => Repository.Read(path)!),
        StringComparer.Ordinal));

    public static IEnumerable<object[]> Mutations => Mutation.All.Select(static m => new object[] { m.Rule, m.Name });

    [Fact]
    public async Task The_correct_service_is_silent_under_all_rules()
    {
        var analysis = await Analysis.OfAsync(Project(Sources.Value), Product.Shipped);

        Assert.True(Errors(analysis).IsEmpty, "The service does not compile:\n" + Lines(Errors(analysis)));
        Assert.True(analysis.Findings.IsEmpty && analysis.Crashes.IsEmpty, Lines(analysis.Findings.AddRange(analysis.Crashes)));
        Assert.True(Sources.Value.Values.Sum(static text => text.Count(static c => c == '\n')) >= 600);
    }

    [Theory]
    [MemberData(nameof(Mutations))]
    public async Task One_wrong_edit_makes_exactly_that_rule_fire(string rule, string mutation)
    {
        var edit = Mutation.All.Single(m => m.Rule == rule && m.Name == mutation);
        var original = Sources.Value[edit.File];
        Assert.True(original.Split(edit.Before).Length == 2, $"{edit.File} must hold the text once that '{edit.Name}' replaces.");
        var mutated = new SortedDictionary<string, string>(Sources.Value) { [edit.File] = original.Replace(edit.Before, edit.After, StringComparison.Ordinal) };

        var analysis = await Analysis.OfAsync(Project(mutated), Product.Shipped);

        Assert.True(Errors(analysis).IsEmpty, "The mutation does not compile:\n" + Lines(Errors(analysis)));
        Assert.True(analysis.Findings is [{ Id: var id }] && id == rule, $"Expected one {rule}, got:\n{Lines(analysis.Findings)}");
    }

    [Fact]
    public void Every_Warning_rule_has_at_least_three_mutations()
    {
        var warnings = Product.Shipped.Rules.Where(static rule => rule.DefaultSeverity == DiagnosticSeverity.Warning).Select(static rule => rule.Id);
        Assert.All(warnings, static id => Assert.True(Mutation.All.Count(m => m.Rule == id) >= 3, $"{id} has too few mutations of the quiet service."));
    }

    private static Project Project(IReadOnlyDictionary<string, string> files) => Projects.Open(new Sample(
        "Quiet",
        [.. files.Select(static file => new SourceFile(file.Key, file.Value, []))],
        ["RabbitMq7", "MassTransit", "AzureServiceBus", "ExtensionsAI", "OpenAI", "EFCore"]));

    // The bodies of log messages come from a source generator, which has no say in what the rules see.
    private static ImmutableArray<Diagnostic> Errors(Analysis analysis) => [.. analysis.Errors.Where(static error => error.Id != "CS8795")];

    private static string Lines(IEnumerable<Diagnostic> diagnostics) => string.Join('\n', diagnostics);
}
