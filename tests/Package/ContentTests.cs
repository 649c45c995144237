using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>What lies in the two packages.</summary>
[Collection(PackageSuite.Name)]
public sealed class ContentTests(PackedFeed feed)
{
    /// <summary>
    /// What the compiler of the .NET 8 SDK and Visual Studio 2022 17.8 bring along, by the dependencies of Microsoft.CodeAnalysis.Workspaces.Common 4.8.0. A
    /// higher
    /// reference is not found there: the analyzer does not load, and its silence looks like a clean build.
    /// </summary>
    private static readonly Dictionary<string, Version> Hosted = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Reflection.Metadata"] = new(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(7, 0, 0, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Buffers"] = new(4, 0, 3, 0),
        ["System.Numerics.Vectors"] = new(4, 1, 4, 0),
        ["System.Runtime.CompilerServices.Unsafe"] = new(6, 0, 0, 0),
        ["System.Text.Encoding.CodePages"] = new(7, 0, 0, 0),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    public static TheoryData<string> Assemblies => ["GracefulAnalyzers.dll", "GracefulAnalyzers.CodeFixes.dll"];

    [Fact]
    public Task The_package_holds_the_checked_in_list() => EqualsGoldenAsync(feed.Analyzers, "GracefulAnalyzers.txt");

    [Fact]
    public Task The_tool_holds_the_checked_in_list() => EqualsGoldenAsync(feed.Tool, "GracefulAnalyzers.Cli.txt");

    [Fact]
    public void The_package_is_a_development_dependency_with_everything_a_feed_shows()
    {
        var nuspec = Nuspec(feed.Analyzers);

        Assert.Equal("true", nuspec["developmentDependency"]);
        Assert.DoesNotContain("dependencies", nuspec.Keys);
        Assert.Equal("MIT", nuspec["license"]);
        Assert.Equal("README.md", nuspec["readme"]);
        Assert.Equal("icon.png", nuspec["icon"]);
        Assert.Contains("shutdown", nuspec["tags"], StringComparison.Ordinal);
        Assert.StartsWith("https://github.com/", nuspec["repository"], StringComparison.Ordinal);
        Assert.Equal(nuspec["projectUrl"], nuspec["repository"]);
    }

    [Fact]
    public void The_tool_is_one_command_for_every_runtime_from_8_on()
    {
        using var tool = ZipFile.OpenRead(feed.Tool);

        Assert.Equal("graceful",
            XDocument.Parse(Text(tool, "tools/net8.0/any/DotnetToolSettings.xml")).Descendants("Command").Single().Attribute("Name")!.Value);
        Assert.Contains("\"rollForward\": \"Major\"", Text(tool, "tools/net8.0/any/graceful.runtimeconfig.json"), StringComparison.Ordinal);
        Assert.Equal("MIT", Nuspec(feed.Tool)["license"]);
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_references_nothing_newer_than_the_oldest_compiler_brings(string name)
    {
        using var pe = Assembly(name);
        var metadata = pe.GetMetadataReader();
        var references = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .ToDictionary(reference => metadata.GetString(reference.Name), static reference => reference.Version, StringComparer.Ordinal);

        Assert.Contains("Microsoft.CodeAnalysis", references.Keys);
        // Command-line compilers have no workspaces; an analyzer that references them fails there (RS1038).
        Assert.Equal(name == "GracefulAnalyzers.CodeFixes.dll", references.ContainsKey("Microsoft.CodeAnalysis.Workspaces"));
        Assert.All(references.Where(static reference => reference.Key != "GracefulAnalyzers"), static reference =>
        {
            Assert.True(Hosted.TryGetValue(reference.Key, out var hosted), $"{reference.Key} is not known to be hosted by the .NET 8 SDK's compiler.");
            Assert.True(reference.Value <= hosted, $"{reference.Key} {reference.Value} is newer than {hosted}.");
        });
    }

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void An_assembly_carries_its_symbols_and_is_reproducible(string name)
    {
        using var pe = Assembly(name);
        var kinds = pe.ReadDebugDirectory().Select(static entry => entry.Type).ToArray();

        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
        Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);
    }

    private static async Task EqualsGoldenAsync(string package, string golden)
    {
        using var archive = await ZipFile.OpenReadAsync(package);
        var actual = string.Concat(archive.Entries
            .Select(static entry => entry.FullName)
            .Where(static entry => !entry.StartsWith("_rels/", StringComparison.Ordinal) && !entry.StartsWith("package/", StringComparison.Ordinal)
                && entry != "[Content_Types].xml")
            .Order(StringComparer.Ordinal)
            .Select(static entry => entry + "\n"));
        var path = Path.Combine(PackedFeed.RepositoryRoot, "tests", "Package", "Golden", golden);
        if (Environment.GetEnvironmentVariable("GRACEFUL_BLESS") == "1")
        {
            await File.WriteAllTextAsync(path, actual);
        }

        Assert.Equal((await File.ReadAllTextAsync(path)).ReplaceLineEndings("\n"), actual);
    }

    // An element's text; for the repository, which has none, its address.
    private static Dictionary<string, string> Nuspec(string package)
    {
        using var archive = ZipFile.OpenRead(package);
        return XDocument.Parse(Text(archive, archive.Entries.Single(static entry => entry.FullName.EndsWith(".nuspec", StringComparison.Ordinal)).FullName))
            .Root!.Elements().Single().Elements()
            .ToDictionary(static e => e.Name.LocalName, static e => e.Attribute("url")?.Value ?? e.Value, StringComparer.Ordinal);
    }

    private static string Text(ZipArchive archive, string entry)
    {
        using var reader = new StreamReader(archive.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    private PEReader Assembly(string name)
    {
        using var archive = ZipFile.OpenRead(feed.Analyzers);
        using var entry = archive.GetEntry("analyzers/dotnet/roslyn4.8/cs/" + name)!.Open();
        var copy = new MemoryStream();
        entry.CopyTo(copy);
        copy.Position = 0;
        return new PEReader(copy);
    }
}
