using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Format.Tests;

/// <summary>A copy of the sample after one run of <c>dotnet format analyzers</c>.</summary>
public sealed class MendedSample : IAsyncLifetime
{
    internal InjectedCopy Copy { get; } = InjectedCopy.Of("samples/ChatService");

    internal SortedDictionary<string, string> Before { get; private set; } = [];

    internal SortedDictionary<string, string> After { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Before = Copy.Sources();
        var format = await Copy.FormatAsync("ChatService.csproj", "--severity", "warn");
        Assert.True(format.ExitCode == 0, format.Output);
        After = Copy.Sources();
    }

    public Task DisposeAsync()
    {
        Copy.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>What changed, as git shows it, with paths below the sample.</summary>
    internal async Task<string> DiffAsync()
    {
        var folder = Directory.CreateTempSubdirectory("graceful-diff").FullName;
        try
        {
            Write(Path.Combine(folder, "a"), Before);
            Write(Path.Combine(folder, "b"), After);
            var diff = await Command.RunAsync(folder, new Dictionary<string, string?>(), "git", "diff", "--no-index", "--no-color", "--no-prefix", "a", "b");
            return string.Join('\n', diff.Output.Split('\n').Where(static line => !line.StartsWith("index ", StringComparison.Ordinal)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Write(string folder, SortedDictionary<string, string> files)
    {
        foreach (var (path, text) in files)
        {
            var target = Path.Combine(folder, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.WriteAllText(target, text);
        }
    }
}
