using GracefulAnalyzers.Corpus.Compiling;
using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Inputs;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Corpus;

/// <summary>The fences of the rules' pages as a repository whose projects are the pages and whose folders are the samples.</summary>
internal sealed class PageRun(string root, RunOptions options, AnalyzerSet analyzers)
{
    private const string Repository = "pages";

    private string Scaffolds => Path.Combine(root, "codefixes", "Scaffolds");

    public async Task<List<Part>> RunAsync()
    {
        var folders = new[] { Path.Combine(root, "tests", "Frameworks"), Scaffolds };
        var stamp = Checkout.Hash(options.Signature + string.Concat(folders.Select(static f => new Checkout(Repository, f, []).Stamp())));
        List<Part> parts = [];
        foreach (var page in Page.Load(Path.Combine(root, "docs", "rules")).Where(p => options.Takes(Repository, p.Id)))
        {
            var pageStamp = Checkout.Hash(stamp + page.Text);
            var path = options.PartPath(analyzers, Repository, page.Id, pageStamp);
            var part = Part.Load(path);
            if (part is null)
            {
                part = await AnalyseAsync(page, options.ErrorsPath(Repository, page.Id, pageStamp));
                part.Save(path);
            }

            parts.Add(part);
        }

        return parts;
    }

    private async Task<Part> AnalyseAsync(Page page, string errorsPath)
    {
        var clock = new ProcessorClock();
        List<CSharpCompilation> compilations = [];
        List<string> rules = [], blocks = [];
        foreach (var sample in page.Samples)
        {
            var project = Projects.Open(sample with { Files = [.. sample.Files, .. sample.Scaffolds.Select(Scaffold)] });
            var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
            compilations.Add(compilation);
            var found = await analyzers.FindAsync(compilation, project.AnalyzerOptions);
            rules.AddRange(found.Select(static d => d.Id));
            blocks.AddRange(new FindingText(Repository, sample.Name).Sorted(found));
        }

        return new Part(
            Repository,
            page.Id,
            page.Samples.Sum(static s => s.Files.Length),
            CompilerErrors.Of(errorsPath, compilations),
            [.. rules],
            clock.Seconds,
            string.Concat(blocks.Order(StringComparer.Ordinal)));
    }

    private SourceFile Scaffold(string name) =>
        new($"Graceful/{name}.cs", File.ReadAllText(Path.Combine(Scaffolds, name + ".cs")).ReplaceLineEndings("\n"), []);
}
