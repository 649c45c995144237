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

    /// <summary>What is said of a project, found out once for all tests that ask about the same code.</summary>
    public static async Task<Analysis> OfAsync(Project project, Product product) => Sort(
        await KnownAnalyses.OfAsync(
            project, product,
            async () => await AllAsync((CSharpCompilation)(await project.GetCompilationAsync())!, product, project.AnalyzerOptions, concurrent: true)),
        product);

    /// <summary>Runs every analyzer at once, whatever is known; throws <see cref="TimeoutException"/> when they do not terminate.</summary>
    public static async Task<Analysis> OfAsync(
        CSharpCompilation compilation, Product product, AnalyzerOptions? options = null, bool concurrent = true) =>
        Sort(await AllAsync(compilation, product, options, concurrent), product);

    /// <summary>What the analyzers threw, without asking the compiler for its own opinion.</summary>
    public static Task<ImmutableArray<Diagnostic>> CrashesAsync(Project project, CSharpCompilation compilation, Product product) =>
        KnownAnalyses.CrashesAsync(project, compilation, product, async () =>
        {
            var run = Start(compilation, product, project.AnalyzerOptions, concurrent: true);
            return Sort(await BoundedAsync(run.GetAnalyzerDiagnosticsAsync), product).Crashes;
        });

    private static Task<ImmutableArray<Diagnostic>> AllAsync(CSharpCompilation compilation, Product product, AnalyzerOptions? options, bool concurrent) =>
        BoundedAsync(Start(compilation, product, options, concurrent).GetAllDiagnosticsAsync);

    /// <summary>What some analyzers report and throw, each spelled out with its plan, in an order that depends on nothing else.</summary>
    public static async Task<ImmutableArray<string>> SpelledAsync(
        CSharpCompilation compilation, Product product, AnalyzerOptions options, bool concurrent = true)
    {
        var run = Start(compilation, product, options, concurrent);
        var found = await BoundedAsync(run.GetAnalyzerDiagnosticsAsync);
        return [.. found.Where(static d => !d.IsSuppressed).Select(Spell).Order(StringComparer.Ordinal)];
    }

    /// <summary>All that a tool or a fix can see of a finding.</summary>
    public static string Spell(Diagnostic d) => string.Join(
        "; ",
        d.Id,
        d.GetMessage(System.Globalization.CultureInfo.InvariantCulture),
        d.Location,
        string.Join(", ", d.AdditionalLocations),
        string.Join(", ", d.Properties.OrderBy(static p => p.Key, StringComparer.Ordinal)));

    private static CompilationWithAnalyzers Start(CSharpCompilation compilation, Product product, AnalyzerOptions? options, bool concurrent) =>
        compilation.WithAnalyzers(product.Analyzers, new CompilationWithAnalyzersOptions(
            options ?? new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: concurrent, logAnalyzerExecutionTime: false));

    // An analyzer that ignores its token would hang the test; the second limit reports it.
    private static async Task<ImmutableArray<Diagnostic>> BoundedAsync(Func<CancellationToken, Task<ImmutableArray<Diagnostic>>> run)
    {
        using var source = new CancellationTokenSource(Patience);
        return await run(source.Token).WaitAsync(Patience + TimeSpan.FromSeconds(5));
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
