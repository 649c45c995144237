using System.Globalization;
using System.Text;
using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Inputs;

namespace GracefulAnalyzers.Corpus;

/// <summary>One run: findings into one file, which is the same on every run, and all that is not into a second one beside it.</summary>
internal sealed class Run(RunOptions options)
{
    // Our own code that is analysed: with defects, and without.
    private static readonly string[] OwnParts = ["samples", "tests/Quiet"];

    public async Task RunAsync()
    {
        var clock = new ProcessorClock();
        var analyzers = new AnalyzerSet(options.Analyzers, options.Concurrent);
        using var log = new StringWriter(CultureInfo.InvariantCulture);
        List<Part> parts = [];
        if (options.Sources is { } root)
        {
            parts.AddRange(await new PageRun(root, options, analyzers).RunAsync());
            parts.AddRange(await new RepositoryRun(new Checkout("own", root, [.. OwnParts]), options, analyzers, log).RunAsync());
        }

        if (options.Repositories is { } folder)
        {
            foreach (var checkout in Checkout.Below(folder, options.List))
            {
                parts.AddRange(await new RepositoryRun(checkout, options, analyzers, log).RunAsync());
            }
        }

        var ordered = parts.OrderBy(static p => p.Repository, StringComparer.Ordinal).ThenBy(static p => p.Project, StringComparer.Ordinal).ToList();
        var encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        await File.WriteAllTextAsync(options.Output, string.Concat(ordered.Select(static p => p.Text)), encoding);
        var summary = Summary.Of(ordered, log.ToString(), clock.Seconds);
        await File.WriteAllTextAsync(Path.ChangeExtension(options.Output, ".log"), summary.Whole, encoding);
        await Console.Out.WriteAsync(summary.Short);
    }
}
