using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Drills;

/// <summary>The broken sample, built once for all tests in a folder of its own.</summary>
internal static class ChatServiceBuild
{
    private static readonly Lazy<Task<string>> Dll =
        new(static () => BuildAsync(DrillOnService.PathOf("ChatServiceFolder"), Path.Combine(AppContext.BaseDirectory, "sample")));

    public static Task<string> DllAsync() => Dll.Value;

    /// <summary>Builds a copy of the sample, such as the mended one; the path of its DLL.</summary>
    public static async Task<string> BuildAsync(string project, string artifacts)
    {
        Command build = await Command.RunAsync(project, new Dictionary<string, string?>(), "dotnet", "build", project, "--artifacts-path", artifacts);
        Assert.True(build.ExitCode == 0, build.Output);
        return Path.Combine(artifacts, "bin", "ChatService", "debug", "ChatService.dll");
    }
}
