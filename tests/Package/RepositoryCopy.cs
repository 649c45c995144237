using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>What git would commit of this repository, in a folder of its own with an index of its own, so that it can be told what was added or changed
/// since.</summary>
internal sealed class RepositoryCopy : IDisposable
{
    private static readonly Dictionary<string, string?> Environment = new(UserFolder.Quiet)
    {
        ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
        // Set while a git hook runs the tests; they would turn every command below to the repository under test.
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
    };

    private RepositoryCopy()
    {
    }

    public string Root { get; } = Directory.CreateTempSubdirectory("graceful-copy-").FullName;

    public static async Task<RepositoryCopy> MakeAsync()
    {
        var copy = new RepositoryCopy();
        var files = await RunInAsync(PackedFeed.RepositoryRoot, "git", "ls-files", "--cached", "--others", "--exclude-standard");
        foreach (var file in files.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(static file => File.Exists(Path.Combine(PackedFeed.RepositoryRoot, file))))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(copy.Root, file))!);
            File.Copy(Path.Combine(PackedFeed.RepositoryRoot, file), Path.Combine(copy.Root, file));
        }

        await copy.RunAsync("git", "init", "--quiet", "--initial-branch", "main");
        await copy.RunAsync("git", "add", "--all");
        return copy;
    }

    /// <summary>Lays the files of a folder over the copy; returns their paths in it.</summary>
    public string[] Add(string folder)
    {
        string[] files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/')).Order(StringComparer.Ordinal)];
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Root, file))!);
            File.Copy(Path.Combine(folder, file), Path.Combine(Root, file));
        }

        return files;
    }

    /// <summary>Files that are there now and were not, and files that are not what they were.</summary>
    public async Task<(string[] New, string[] Changed)> SinceAsync()
    {
        var added = await RunAsync("git", "ls-files", "--others", "--exclude-standard");
        var changed = await RunAsync("git", "diff", "--name-only");
        return (added.Split('\n', StringSplitOptions.RemoveEmptyEntries), changed.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Runs in the copy; fails the test when the program does. Returns what it wrote.</summary>
    public Task<string> RunAsync(string program, params string[] arguments) => RunInAsync(Root, program, arguments);

    /// <summary>Runs as somebody who has the generated files rewritten.</summary>
    public async Task<string> BlessAsync(string program, params string[] arguments)
    {
        var run = await Command.RunAsync(Root, new Dictionary<string, string?>(Environment) { ["GRACEFUL_BLESS"] = "1" }, program, arguments);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static async Task<string> RunInAsync(string folder, string program, params string[] arguments)
    {
        var run = await Command.RunAsync(folder, Environment, program, arguments);
        Assert.True(run.ExitCode == 0, run.Output);
        return run.Output;
    }
}
