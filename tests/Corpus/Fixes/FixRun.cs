using System.Globalization;
using System.Text.Json;
using GracefulAnalyzers.Corpus.Compiling;
using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Inputs;

namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>Tries every fix over the repositories; what an earlier run with the same two DLLs tried is taken over.</summary>
internal sealed class FixRun(RunOptions options)
{
    /// <summary>Writes each edit as a diff into the folder of the options, and the table beside them.</summary>
    public async Task RunAsync()
    {
        var analyzers = new AnalyzerSet(options.Analyzers, options.Concurrent);
        var fixes = new FixSet(analyzers);
        Directory.CreateDirectory(options.Output);
        var trial = new FixTrial(analyzers, fixes, Path.Combine(options.Output, ".scratch"));
        List<Attempt> attempts = [];
        var (repositories, projects) = (0, 0);
        foreach (var checkout in options.Repositories is { } folder ? Checkout.Below(folder, options.List) : [])
        {
            var before = projects;
            await foreach (var ofProject in RepositoryAsync(checkout, trial, fixes.Hash))
            {
                projects++;
                attempts.AddRange(ofProject);
            }

            repositories += projects > before ? 1 : 0;
        }

        foreach (var (index, attempt) in attempts.Where(static a => a.IsApplied).Index())
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{attempt.Rule}-{index + 1:D3}-{attempt.Repository}.diff");
            await File.WriteAllTextAsync(Path.Combine(options.Output, name), $"{attempt.Place} ({attempt.Project})\n{attempt.Patch}");
        }

        var table = string.Create(CultureInfo.InvariantCulture, $"{projects} projects of {repositories} repositories\n\n{FixTable.Of(attempts)}");
        await File.WriteAllTextAsync(Path.Combine(options.Output, "table.md"), table);
        await Console.Out.WriteAsync(table);
    }

    private async IAsyncEnumerable<Attempt[]> RepositoryAsync(Checkout checkout, FixTrial trial, string hash)
    {
        var stamp = Checkout.Hash(checkout.Stamp() + options.Signature + hash);
        using var repository = new LooseRepository(checkout, options);
        LooseCompiler? compiler = null;
        foreach (var path in checkout.Projects.Where(p => options.Takes(checkout.Name, checkout.Relative(p))))
        {
            var name = checkout.Relative(path);
            var kept = options.AttemptsPath(checkout.Name, name, stamp);
            if (File.Exists(kept))
            {
                yield return JsonSerializer.Deserialize<Attempt[]>(await File.ReadAllTextAsync(kept))!;
                continue;
            }

            compiler ??= await repository.PrepareAsync(Console.Out);
            if (repository.Reader.Read(path) is not { IsSdkStyle: true } project)
            {
                continue;
            }

            var attempts = await trial.RunAsync(checkout.Name, name, compiler.Compile(project));
            Directory.CreateDirectory(Path.GetDirectoryName(kept)!);
            await File.WriteAllTextAsync(kept + ".new", JsonSerializer.Serialize(attempts));
            File.Move(kept + ".new", kept, overwrite: true);
            await Console.Out.WriteLineAsync($"{checkout.Name}/{name}: {attempts.Count} findings, {attempts.Count(static a => a.IsApplied)} fixes applied");
            yield return [.. attempts];
        }
    }
}
