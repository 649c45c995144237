using System.Globalization;
using System.Reflection;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>Both packages, packed once into a feed in a temporary folder, under a version that no cache has seen.</summary>
public sealed class PackedFeed : IAsyncLifetime
{
    public static string RepositoryRoot => Fact("RepositoryRoot");

    /// <summary>Outside the repository: its Directory.Build.props and .editorconfig must not reach the users' projects.</summary>
    public string Root { get; } = Directory.CreateTempSubdirectory("graceful-package-").FullName;

    public string Version { get; } =
        $"1.0.0-test.{DateTime.UtcNow.ToString("yyyyMMddHHmmss", CultureInfo.InvariantCulture)}.x{Guid.NewGuid().ToString("N")[..8]}";

    public string Folder => Path.Combine(Root, "feed");

    public string Analyzers => Path.Combine(Folder, $"GracefulAnalyzers.{Version}.nupkg");

    public string Tool => Path.Combine(Folder, $"GracefulAnalyzers.Cli.{Version}.nupkg");

    public async Task InitializeAsync()
    {
        // No <clear/>: the machine's own sources serve everything else.
        await File.WriteAllTextAsync(Path.Combine(Root, "nuget.config"), """
            <configuration>
              <packageSources>
                <add key="graceful-under-test" value="feed" />
              </packageSources>
            </configuration>
            """);
        await PackAsync("package/GracefulAnalyzers.Package.csproj");
        await PackAsync("cli/GracefulAnalyzers.Cli.csproj");
    }

    public Task DisposeAsync()
    {
        Directory.Delete(Root, recursive: true);
        foreach (var package in (string[])["gracefulanalyzers", "gracefulanalyzers.cli"])
        {
            var extracted = Path.Combine(Fact("PackageRoot"), package, Version);
            if (Directory.Exists(extracted))
            {
                Directory.Delete(extracted, recursive: true);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The fact the build recorded under this name.</summary>
    private static string Fact(string key) => typeof(PackedFeed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    private async Task PackAsync(string project)
    {
        var pack = await Command.RunAsync(
            RepositoryRoot, UserFolder.Quiet, "dotnet", "pack", project, "--no-build", "-c", Fact("Configuration"), "-o", Folder, "-p:MinVerSkip=true",
            $"-p:PackageVersion={Version}");
        Assert.True(pack.ExitCode == 0, pack.Output);
        Assert.DoesNotContain("warning", pack.Output, StringComparison.Ordinal);
    }
}

/// <summary>One after the other: they share the feed, and each runs builds of its own.</summary>
[CollectionDefinition(Name)]
public sealed class PackageSuite : ICollectionFixture<PackedFeed>
{
    public const string Name = "Package";
}
