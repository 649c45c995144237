using GracefulAnalyzers.Corpus.Compiling;
using GracefulAnalyzers.Corpus.Findings;
using GracefulAnalyzers.Corpus.Inputs;

namespace GracefulAnalyzers.Corpus;

/// <summary>Analyses the projects of one repository, one after the other; what an earlier run left in the work folder is taken over.</summary>
internal sealed class RepositoryRun(Checkout checkout, RunOptions options, AnalyzerSet analyzers, TextWriter log)
{
    public async Task<List<Part>> RunAsync()
    {
        var stamp = Checkout.Hash(checkout.Stamp() + options.Signature);
        string PathOf(string project) => options.PartPath(analyzers, checkout.Name, checkout.Relative(project), stamp);
        var projects = checkout.Projects.Where(p => options.Takes(checkout.Name, checkout.Relative(p))).ToList();
        var parts = projects.ToDictionary(static p => p, p => Part.Load(PathOf(p)), StringComparer.Ordinal);
        if (parts.Values.Any(static p => p is null))
        {
            using var repository = new LooseRepository(checkout, options);
            var compiler = await repository.PrepareAsync(log);
            foreach (var path in projects.Where(p => parts[p] is null))
            {
                if (repository.Reader.Read(path) is not { IsSdkStyle: true } project)
                {
                    await log.WriteLineAsync($"{checkout.Name} | {checkout.Relative(path)} | skipped: names no SDK, or is no project");
                    continue;
                }

                var part = await AnalyseAsync(project, compiler, options.ErrorsPath(checkout.Name, checkout.Relative(path), stamp));
                part.Save(PathOf(path));
                parts[path] = part;
                await Console.Out.WriteLineAsync(
                    $"{part.Repository}/{part.Project}: {part.Rules.Length} findings, {part.Errors.Length} errors, {part.Seconds:F1} s");
            }

            foreach (var note in compiler.Notes)
            {
                await log.WriteLineAsync($"{checkout.Name} | {note}");
            }
        }

        return [.. projects.Select(p => parts[p]).OfType<Part>()];
    }

    private async Task<Part> AnalyseAsync(ProjectFile project, LooseCompiler compiler, string errorsPath)
    {
        var clock = new ProcessorClock();
        var compilation = compiler.Compile(project);
        var findings = await analyzers.FindAsync(compilation);
        var name = checkout.Relative(project.Path);
        return new Part(
            checkout.Name,
            name,
            project.Sources.Length,
            CompilerErrors.Of(errorsPath, [compilation]),
            [.. findings.Select(static d => d.Id)],
            clock.Seconds,
            string.Concat(new FindingText(checkout.Name, name).Sorted(findings)));
    }
}
