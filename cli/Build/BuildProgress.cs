using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>Says on standard error what the build is doing, read from the records that it leaves.</summary>
internal sealed class BuildProgress(IAnsiConsole console, ScratchFolder scratch, int projects, BuildSettings settings)
{
    public async Task<BuildOutcome> WatchAsync(Func<Task<BuildOutcome>> build)
    {
        if (LiveStatus.IsShown(console))
        {
            return await LiveStatus.WatchAsync(console, Describe, build);
        }

        console.WriteLine($"{(IsRestoring ? "Restoring and building" : "Building")}, with the analyzers injected ...");
        return await build();
    }

    private bool IsRestoring => settings is { Restore: true, IsRestored: false };

    private string Describe()
    {
        IReadOnlyList<StartedBuild> started;
        try
        {
            started = InjectedBuild.ReadStarted(scratch);
        }
        catch (IOException)
        {
            // A record is being written this moment; the next look will see it.
            return "Building ...";
        }

        string[] compiling =
            [.. started.Where(build => !File.Exists(build.SarifFile)).Select(build => Path.GetFileNameWithoutExtension(build.Project)).Distinct()];
        int begun = started.Select(build => build.Project).Distinct(PathText.Comparer).Count();
        return (begun, compiling) switch
        {
            (0, _) => IsRestoring ? "Restoring ..." : "Building ...",
            (_, []) => $"Building ({begun} of {Math.Max(begun, projects)} projects) ...",
            _ => $"Compiling {compiling[^1]} ({begun} of {Math.Max(begun, projects)} projects) ...",
        };
    }
}
