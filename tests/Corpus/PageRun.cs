using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Corpus;

/// <summary>The fences of the rules' pages as a repository whose projects are the pages.</summary>
internal static class PageRun
{
    public const string Repository = "pages";

    public static IEnumerable<Page> In(string root) => Page.Load(Path.Combine(root, "docs", "rules"));

    /// <summary>Each sample of the page is a compilation of its own; a sample's name stands for its folder.</summary>
    public static async Task<Part> RunAsync(Page page, AnalyzerSet analyzers)
    {
        var clock = new ProcessorClock();
        List<Diagnostic> errors = [], findings = [];
        List<string> blocks = [];
        foreach (var sample in page.Samples)
        {
            var project = Projects.Open(sample);
            var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
            errors.AddRange(compilation.GetDiagnostics().Where(static d => d.Severity == DiagnosticSeverity.Error));
            var found = await analyzers.FindAsync(compilation, project.AnalyzerOptions);
            findings.AddRange(found);
            blocks.AddRange(new FindingText(Repository, sample.Name).Sorted(found));
        }

        return Part.Of(Repository, page.Id, page.Samples.Sum(static s => s.Files.Length), errors, findings, clock.Seconds) with { Text = string.Concat(blocks.Order(StringComparer.Ordinal)) };
    }
}
