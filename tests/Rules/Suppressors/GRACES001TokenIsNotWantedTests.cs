using System.Collections.Immutable;
using System.Globalization;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Suppressors;

/// <summary>Beside all of the SDK's analyzers: what must not take the token is left in peace, what should take it is not.</summary>
public sealed class GRACES001TokenIsNotWantedTests
{
    private const int Enough = 30;
    private const string Mark = "// CA2016";

    [SdkAnalyzersFact]
    public async Task Clean_up_settling_and_draining_are_left_in_peace()
    {
        var (advice, ours) = await AnalyzeAsync("CleanUp.cs");

        Assert.Empty(ours);
        Assert.True(advice.Length >= Enough, $"{advice.Length} sites.");
        Assert.Equal(Marked("CleanUp.cs"), Lines(advice));
        Assert.Equal(Marked("CleanUp.cs"), Lines(advice.Where(static diagnostic => diagnostic.IsSuppressed)));
    }

    [SdkAnalyzersFact]
    public async Task Good_advice_stays()
    {
        var (advice, ours) = await AnalyzeAsync("Forwarding.cs");

        Assert.Empty(ours);
        Assert.True(advice.Length >= Enough, $"{advice.Length} sites.");
        Assert.Equal(Marked("Forwarding.cs"), Lines(advice.Where(static diagnostic => !diagnostic.IsSuppressed)));
        Assert.DoesNotContain(advice, static diagnostic => diagnostic.IsSuppressed);
    }

    [Fact]
    public void The_suppressor_names_the_advice_of_all_peers()
    {
        var suppressor = Assert.Single(Product.Shipped.Analyzers.OfType<DiagnosticSuppressor>());
        Assert.Equal(
            ["CA2016", "CC002", "CC003", "CC004", "MA0032", "MA0040", "PSH1317", "S8949"],
            suppressor.SupportedSuppressions.Select(static suppression => suppression.SuppressedDiagnosticId).Order(StringComparer.Ordinal));
        Assert.All(suppressor.SupportedSuppressions, static suppression => Assert.Equal("GRACES001", suppression.Id));
    }

    private static string Text(string file) => Repository.Read(Repository.At("tests", "Rules", "Suppressors", "Assets", file))!;

    private static IEnumerable<int> Marked(string file) =>
        Text(file).Split('\n').Index().Where(static line => line.Item.Contains(Mark, StringComparison.Ordinal)).Select(static line => line.Index + 1);

    private static IEnumerable<int> Lines(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics.Select(static diagnostic => diagnostic.Location.GetLineSpan().StartLinePosition.Line + 1).Order();

    private static async Task<(ImmutableArray<Diagnostic> Advice, ImmutableArray<string> Ours)> AnalyzeAsync(string file)
    {
        string[] frameworks = ["RabbitMq7", "AzureServiceBus", "EFCore", "EventHubs", "Kafka"];
        ImmutableArray<DiagnosticAnalyzer> analyzers = [.. SdkAnalyzers.All, .. Product.Shipped.Analyzers];
        var all = analyzers.Where(static analyzer => analyzer is not DiagnosticSuppressor).SelectMany(static analyzer => analyzer.SupportedDiagnostics)
            .Select(static rule => rule.Id).Distinct().ToDictionary(static id => id, static _ => ReportDiagnostic.Warn);
        var compilation = CSharpCompilation.Create(
            "Suppressed",
            [CSharpSyntaxTree.ParseText(Text(file), path: file), CSharpSyntaxTree.ParseText(Frameworks.GlobalUsings(frameworks))],
            Frameworks.For(frameworks),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: all));
        Assert.Empty(compilation.GetDiagnostics().Where(static problem => problem.Severity == DiagnosticSeverity.Error));

        var run = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: true));
        var found = await run.GetAnalyzerDiagnosticsAsync();
        return (
            [.. found.Where(static diagnostic => diagnostic.Id == "CA2016")],
            [.. found.Where(static diagnostic => diagnostic.Id.StartsWith("GRACE", StringComparison.Ordinal)
                || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal)).Select(static diagnostic => diagnostic.ToString())]);
    }
}
