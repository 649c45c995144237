using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text.Json;
using System.Xml.Linq;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>Both packages packed twice, as a release is: from two fresh repositories with the same commit, in different folders.</summary>
public sealed class TwoReleases : IAsyncLifetime
{
    public const string Remote = "https://github.com/GracefulAnalyzers/GracefulAnalyzers";

    // What a release is not made of.
    private static readonly string[] LeftOut = [".git", "artifacts", "samples", "tests", "bin", "obj"];

    private static readonly Dictionary<string, string?> Environment = new(UserFolder.Quiet)
    {
        // The same commit has the same name only with the same people and times.
        ["GIT_AUTHOR_NAME"] = "Nobody",
        ["GIT_AUTHOR_EMAIL"] = "nobody@example.org",
        ["GIT_AUTHOR_DATE"] = "2025-01-01T00:00:00Z",
        ["GIT_COMMITTER_NAME"] = "Nobody",
        ["GIT_COMMITTER_EMAIL"] = "nobody@example.org",
        ["GIT_COMMITTER_DATE"] = "2025-01-01T00:00:00Z",
        ["GIT_CONFIG_GLOBAL"] = OperatingSystem.IsWindows() ? "NUL" : "/dev/null",
        // Set while a git hook runs the tests; they would turn every command below to the repository under test.
        ["GIT_DIR"] = null,
        ["GIT_WORK_TREE"] = null,
        ["GIT_INDEX_FILE"] = null,
    };

    private readonly string _root = Directory.CreateTempSubdirectory("graceful-release-").FullName;

    public string Commit { get; private set; } = "";

    /// <summary>The packages of the first and the second build, in the order of their names.</summary>
    public IReadOnlyList<(string First, string Second)> Packages { get; private set; } = [];

    public async Task InitializeAsync()
    {
        string[][] packed = [await PackAsync("one"), await PackAsync("another/deeper")];
        Assert.Equal(packed[0].Select(Path.GetFileName), packed[1].Select(Path.GetFileName));
        Packages = [.. packed[0].Zip(packed[1])];
    }

    public Task DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return Task.CompletedTask;
    }

    private async Task<string[]> PackAsync(string name)
    {
        var folder = Path.Combine(_root, name);
        Copy(PackedFeed.RepositoryRoot, folder);
        Assert.False(Path.Exists(Path.Combine(folder, ".git")));
        await GitAsync("init", "--quiet", "--initial-branch", "main");
        Assert.Equal(Path.Combine(folder, ".git"), (await GitAsync("rev-parse", "--absolute-git-dir")).Trim());
        await GitAsync("remote", "add", "origin", Remote + ".git");
        await GitAsync("add", "--all");
        await GitAsync("-c", "commit.gpgsign=false", "commit", "--quiet", "--message", "release");
        Commit = (await GitAsync("rev-parse", "HEAD")).Trim();
        var feed = Path.Combine(_root, "feed-" + name.Replace('/', '-'));
        foreach (var project in (string[])["package/GracefulAnalyzers.Package.csproj", "cli/GracefulAnalyzers.Cli.csproj"])
        {
            // A compiler server would see both folders, and a plain one is what a release machine runs.
            var pack = await Command.RunAsync(folder, Environment, "dotnet", "pack", project, "-c", "Release", "-o", feed, "-p:UseSharedCompilation=false");
            Assert.True(pack.ExitCode == 0, pack.Output);
        }

        return [.. Directory.EnumerateFiles(feed, "*.nupkg").Order(StringComparer.Ordinal)];

        async Task<string> GitAsync(params string[] arguments)
        {
            var git = await Command.RunAsync(folder, Environment, "git", arguments);
            Assert.True(git.ExitCode == 0, git.Output);
            return git.Output;
        }
    }

    private static void Copy(string from, string to)
    {
        Directory.CreateDirectory(to);
        // In a worktree .git is a file, and a copy of it would lead every command below back to the repository under test.
        foreach (var file in Directory.EnumerateFiles(from).Where(static file => !LeftOut.Contains(Path.GetFileName(file))))
        {
            File.Copy(file, Path.Combine(to, Path.GetFileName(file)));
        }

        foreach (var folder in Directory.EnumerateDirectories(from).Where(static folder => !LeftOut.Contains(Path.GetFileName(folder))))
        {
            Copy(folder, Path.Combine(to, Path.GetFileName(folder)));
        }
    }
}

[Trait("Size", "Long")]
public sealed class ReleaseTests(TwoReleases releases) : IClassFixture<TwoReleases>
{
    // The kind of debug information that holds the map from files to addresses, in the specification of portable PDBs.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    [Fact]
    public void Two_builds_of_a_commit_in_different_folders_are_the_same_to_the_byte()
    {
        Assert.Equal(2, releases.Packages.Count);
        foreach (var (first, second) in releases.Packages)
        {
            var (one, other) = (Contents(first), Contents(second));
            Assert.Equal(one.Keys, other.Keys);
            Assert.Equal([], one.Keys.Where(name => !one[name].AsSpan().SequenceEqual(other[name])));
        }
    }

    [Fact]
    public void A_package_names_its_repository_and_commit()
    {
        foreach (var (package, _) in releases.Packages)
        {
            var nuspec = Contents(package).Single(static entry => entry.Key.EndsWith(".nuspec", StringComparison.Ordinal)).Value;
            var repository = XDocument.Load(new MemoryStream(nuspec)).Descendants().Single(static e => e.Name.LocalName == "repository");
            Assert.Equal("git", repository.Attribute("type")!.Value);
            Assert.Equal(TwoReleases.Remote, repository.Attribute("url")!.Value);
            Assert.Equal(releases.Commit, repository.Attribute("commit")!.Value);
        }
    }

    [Fact]
    public void A_debugger_finds_every_source_at_its_commit_and_no_path_of_the_machine()
    {
        var own = releases.Packages.SelectMany(static package => Contents(package.First))
            .Where(static entry => Path.GetFileName(entry.Key) is "GracefulAnalyzers.dll" or "GracefulAnalyzers.CodeFixes.dll" or "graceful.dll").ToArray();
        // The tool carries the analyzers and fixes as well.
        Assert.Equal(5, own.Length);
        foreach (var (name, bytes) in own)
        {
            using var pe = new PEReader(new MemoryStream(bytes));
            var embedded = Assert.Single(pe.ReadDebugDirectory(), static entry => entry.Type == DebugDirectoryEntryType.EmbeddedPortablePdb);
            using var provider = pe.ReadEmbeddedPortablePdbDebugDirectoryData(embedded);
            var pdb = provider.GetMetadataReader();
            var map = Assert.Single(pdb.GetCustomDebugInformation(EntityHandle.ModuleDefinition).Select(pdb.GetCustomDebugInformation),
                info => pdb.GetGuid(info.Kind) == SourceLink);

            using var links = JsonDocument.Parse(pdb.GetBlobBytes(map.Value));
            var link = Assert.Single(links.RootElement.GetProperty("documents").EnumerateObject());
            Assert.Equal("/_/*", link.Name);
            Assert.Equal($"https://raw.githubusercontent.com/GracefulAnalyzers/GracefulAnalyzers/{releases.Commit}/*", link.Value.GetString());
            Assert.All(pdb.Documents.Select(document => pdb.GetString(pdb.GetDocument(document).Name)),
                path => Assert.True(path.StartsWith("/_/", StringComparison.Ordinal), $"{name}: {path}"));
        }
    }

    // The files of a package but for those that NuGet names at random or stamps with a time.
    private static SortedDictionary<string, byte[]> Contents(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        var contents = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var entry in archive.Entries.Where(static entry => !entry.FullName.EndsWith(".psmdcp", StringComparison.Ordinal)
            && entry.FullName != "_rels/.rels"))
        {
            using var stream = entry.Open();
            using var copy = new MemoryStream();
            stream.CopyTo(copy);
            contents.Add(entry.FullName, copy.ToArray());
        }

        return contents;
    }
}
