using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>One project and target framework whose build began; <paramref name="SarifFile"/> need not exist.</summary>
internal sealed record StartedBuild(string Project, string TargetFramework, string SarifFile)
{
    /// <summary>The injected analyzers that something removed again before the compiler ran; null when the build did not get past its compilation.</summary>
    public IReadOnlyList<string>? Stripped { get; init; }

    /// <summary>The projects that it references itself.</summary>
    public IReadOnlyList<string> References { get; init; } = [];
}

/// <summary>What a build left behind. <paramref name="Tail"/> holds its last lines, for failures that happened before any project was read.</summary>
internal sealed record BuildOutcome(IReadOnlyList<StartedBuild> Started, IReadOnlyList<BuildError> Errors, bool Succeeded, IReadOnlyList<string> Tail)
{
    /// <summary>Projects whose own build succeeded and still showed no trace of the injection.</summary>
    public IReadOnlyList<string> Unhooked { get; init; } = [];

    /// <summary>Takes the path of the build's temporary folder out of a text.</summary>
    public Func<string, string> Hide { get; init; } = text => text;
}

/// <summary>A real build of the user's projects, by the user's SDK, with analyzers injected and every output kept outside the tree.</summary>
internal sealed partial class InjectedBuild(ScanTarget target, IReadOnlyList<string> analyzers, ScratchFolder scratch, BuildSettings settings)
{
    /// <summary>Gets a sentence when the build takes a way that takes longer.</summary>
    public Action<string> Say { get; init; } = _ => { };

    /// <summary>Builds until every project was reached, or shown to be unreachable.</summary>
    public async Task<BuildOutcome> RunAsync(CancellationToken cancellation)
    {
        string? solutionFolder = target.Solution is null ? null : target.Folder;
        var errors = new List<BuildError>();
        var (succeeded, tail) = await BuildAsync(target.Path, solutionFolder, errors, pass: 1, settings, cancellation);

        // A finding that the user raised to an error fails its project and keeps the dependents from being compiled; go on until all were.
        int before = 0;
        for (int pass = 2; errors.Exists(error => error.OwnRule) && MissingLogs() is var (written, missing) && missing > 0 && written > before; pass++)
        {
            before = written;
            await BuildAsync(target.Path, solutionFolder, errors, pass, settings, cancellation);
        }

        List<string> built = succeeded || !target.IsSolution ? [] : await BuildTheRestAsync(errors, cancellation);
        IReadOnlyList<StartedBuild> started = ReadStarted(scratch);
        return new(started, [.. errors.Where(error => !error.OwnRule).Distinct()], succeeded, [.. tail.Select(scratch.Hide)])
        {
            Unhooked = [.. built.Except(started.Select(build => build.Project), PathText.Comparer)],
            Hide = scratch.Hide,
        };
    }

    // One project that cannot be restored or read stops a whole solution before anything is compiled; the others deserve their results.
    private async Task<List<string>> BuildTheRestAsync(List<BuildError> errors, CancellationToken cancellation)
    {
        // The restore itself goes on when one project fails it.
        if (settings.Restore && Unreached(errors).Count > 0 && IsPartlyRestored())
        {
            Say("Not every project could be restored; building the others ...");
            await BuildAsync(target.Path, solutionFolder: null, errors, pass: 1, settings with { IsRestored = true }, cancellation);
        }

        if (Unreached(errors) is { Count: > 1 } several)
        {
            Say($"The solution does not build as a whole; building {several.Count} of its projects one by one ...");
            await BuildAsync(RemainingProjects.Write(several, scratch, settings.Restore), target.Folder, errors, pass: 1, settings with { IsRestored = true },
                cancellation);
        }

        var built = new List<string>();
        List<string> alone = Unreached(errors);
        foreach (string project in alone)
        {
            Say($"Building {Path.GetFileNameWithoutExtension(project)} alone ({alone.IndexOf(project) + 1} of {alone.Count}) ...");
            if ((await BuildAsync(project, target.Folder, errors, pass: 1, settings, cancellation)).Succeeded)
            {
                built.Add(project);
            }
        }

        return built;
    }

    /// <summary>The projects whose build began so far.</summary>
    public static IReadOnlyList<StartedBuild> ReadStarted(ScratchFolder scratch)
    {
        if (!Directory.Exists(scratch.StartedFolder))
        {
            return [];
        }

        var started = new List<StartedBuild>();
        foreach (string record in Directory.EnumerateFiles(scratch.StartedFolder).Order(StringComparer.Ordinal))
        {
            string[] lines = File.ReadAllLines(record);
            if (lines.Length > 0)
            {
                string log = Path.Combine(scratch.SarifFolder, Path.GetFileNameWithoutExtension(record) + ".sarif");
                string compiled = Path.Combine(scratch.CompiledFolder, Path.GetFileName(record));
                started.Add(new(lines[0], lines.Length > 1 ? lines[1] : "", log)
                {
                    References = [.. lines.Skip(2).Select(Path.GetFullPath)],
                    Stripped = File.Exists(compiled) ? [.. File.ReadLines(compiled).Skip(1)] : null,
                });
            }
        }

        return started;
    }

    private async Task<(bool Succeeded, IReadOnlyList<string> Tail)> BuildAsync(
        string path, string? solutionFolder, List<BuildError> errors, int pass, BuildSettings how, CancellationToken cancellation)
    {
        string errorFile = Path.Combine(scratch.Path, $"errors-{Path.GetRandomFileName()}.log");
        IEnumerable<string> arguments = BuildArguments.For(path, scratch, analyzers, errorFile, solutionFolder, pass, how);
        var (exitCode, tail) = await DotnetProcess.RunAsync(arguments, target.Folder, cancellation, BuildArguments.Environment);
        errors.AddRange(BuildError.Read(errorFile).Select(error => error with { Text = Told(error.Text) }));
        return (exitCode == 0, tail);
    }

    // The SDK would have the person restore into a folder that is gone by then.
    private string Told(string text) => scratch.Hide(settings.Restore
        ? text
        : NotRestored().Replace(text, "error NETSDK1004: no earlier restore of the project was found, and --no-restore was given"));

    private bool IsPartlyRestored()
    {
        string restored = Path.Combine(scratch.Path, "obj");
        return Directory.Exists(restored) && Directory.EnumerateDirectories(restored).Any(folder => File.Exists(Path.Combine(folder, "project.assets.json")));
    }

    private (int Written, int Missing) MissingLogs()
    {
        IReadOnlyList<StartedBuild> started = ReadStarted(scratch);
        int written = started.Count(build => File.Exists(build.SarifFile));
        return (written, started.Count - written);
    }

    private List<string> Unreached(List<BuildError> errors)
    {
        HashSet<string> begun = ReadStarted(scratch).Select(build => build.Project).ToHashSet(PathText.Comparer);
        HashSet<string> broken = errors.Select(error => error.Project).OfType<string>().ToHashSet(PathText.Comparer);
        return [.. target.Projects.Where(project => File.Exists(project) && !begun.Contains(project) && !broken.Contains(project))];
    }

    [GeneratedRegex("error NETSDK1004:.*", RegexOptions.CultureInvariant)]
    private static partial Regex NotRestored();
}
