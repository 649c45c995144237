using System.Security.Cryptography;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>The tool as users get it: from a feed.</summary>
[Collection(PackageSuite.Name)]
public sealed class ToolTests(PackedFeed feed)
{
    [Fact]
    public async Task Installed_from_the_feed_it_finds_what_a_project_without_the_package_holds_and_changes_nothing()
    {
        using var user = new UserFolder(feed);
        user.Project("shop/Shop.csproj", "").File("shop/Sweeper.cs", UserFolder.Sweeper);
        var before = Snapshot(user.Path("shop"));

        var install = await user.DotnetAsync("tool", "install", "GracefulAnalyzers.Cli", "--version", feed.Version, "--tool-path", "tools");
        Assert.True(install.ExitCode == 0, install.Output);
        var scan = await GracefulAnalyzers.Tests.Processes.Command.RunAsync(user.Root, UserFolder.Quiet, user.Path("tools/graceful"), "scan", "shop");

        Assert.True(scan.ExitCode == 1, scan.Output);
        Assert.Contains("warning GRACE3004 BaseStopSkipped", scan.Output, StringComparison.Ordinal);
        Assert.Equal(before, Snapshot(user.Path("shop")));
    }

    [Fact]
    public async Task Dnx_runs_it_without_installing()
    {
        using var user = new UserFolder(feed);

        var run = await user.DotnetAsync("dnx", $"GracefulAnalyzers.Cli@{feed.Version}", "--yes", "--", "--help");

        Assert.True(run.ExitCode == 0, run.Output);
        Assert.Contains("graceful [command]", run.Output, StringComparison.Ordinal);
    }

    private static string[] Snapshot(string folder) =>
    [
        .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .Select(static path => $"{path} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path)))}"),
    ];
}
