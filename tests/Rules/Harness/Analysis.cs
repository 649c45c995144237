using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>What the compiler and all analyzers together say about one compilation, in source order.</summary>
internal sealed record Analysis(
    ImmutableArray<Diagnostic> Findings, ImmutableArray<Diagnostic> Crashes, ImmutableArray<Diagnostic> Errors, ImmutableArray<Diagnostic> Warnings)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task<Analysis> OfAsync(Project project, Product product) =>
        await OfAsync((CSharpCompilation)(await project.GetCompilationAsync())!, product, project.AnalyzerOptions);

    /// <summary>Runs every analyzer at once; throws <see cref="TimeoutException"/> when they do not terminate.</summary>
    public static async Task<Analysis> OfAsync(
        CSharpCompilation compilation, Product product, AnalyzerOptions? options = null, bool concurrent = true)
    {
        if (product.Analyzers.IsEmpty)
        {
            return Sort(compilation.GetDiagnostics(), product);
        }

        var settings = new CompilationWithAnalyzersOptions(
            options ?? new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false);
        using var source = new CancellationTokenSource(Patience);
        var run = compilation.WithAnalyzers(product.Analyzers, settings).GetAllDiagnosticsAsync(source.Token);
        // An analyzer that ignores its token would hang the test; the second limit reports it.
        return Sort(await run.WaitAsync(Patience + TimeSpan.FromSeconds(5)), product);
    }

    private static Analysis Sort(ImmutableArray<Diagnostic> all, Product product)
    {
        var ours = product.Rules.Select(static r => r.Id).ToHashSet(StringComparer.Ordinal);
        var sorted = all.Where(static d => !d.IsSuppressed)
            .OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(static d => d.Location.SourceSpan.Start)
            .ThenBy(static d => d.Location.SourceSpan.End)
            .ThenBy(static d => d.Id, StringComparer.Ordinal)
            .ThenBy(static d => d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal)
            .ToImmutableArray();
        return new Analysis(
            [.. sorted.Where(d => ours.Contains(d.Id))],
            [.. sorted.Where(static d => d.Id.StartsWith("AD", StringComparison.Ordinal))],
            [.. sorted.Where(static d => d.Id.StartsWith("CS", StringComparison.Ordinal) && d.Severity == DiagnosticSeverity.Error)],
            [.. sorted.Where(static d => d.Id.StartsWith("CS", StringComparison.Ordinal) && d.Severity == DiagnosticSeverity.Warning)]);
    }
}
