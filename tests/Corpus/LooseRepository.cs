using GracefulAnalyzers.Corpus.Compiling;
using GracefulAnalyzers.Corpus.Inputs;

namespace GracefulAnalyzers.Corpus;

/// <summary>A checkout whose projects are read and compiled as far as packages can be had.</summary>
internal sealed class LooseRepository(Checkout checkout, RunOptions options) : IDisposable
{
    public ProjectReader Reader { get; } = new(checkout.Root);

    /// <summary>Restores, once for the repository; packages that are not to be had go to the log.</summary>
    public async Task<LooseCompiler> PrepareAsync(TextWriter log)
    {
        var wishes = checkout.ProjectsNearby.Select(Reader.Read).OfType<ProjectFile>().SelectMany(static p => p.Packages);
        var restore = new PackageRestore(Path.Combine(options.Work, "packages", checkout.Name));
        var assets = await restore.RestoreAsync(wishes);
        foreach (var missing in restore.Missing)
        {
            await log.WriteLineAsync($"{checkout.Name} | not restored: {missing}");
        }

        return new LooseCompiler(checkout, Reader, new RestoredPackages(assets), options.Images);
    }

    public void Dispose() => Reader.Dispose();
}
