using System.Diagnostics;
using System.Text.Json;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class BuildOptionTests
{
    private const string Branches = """
        namespace Service;
        public class Worker
        {
        #if NET && RELEASE && EXTRA
            public void BadAsAsked() { }
        #elif NETSTANDARD
            public void BadElsewhere() { }
        #endif
        }
        """;

    [Fact]
    public async Task Configuration_property_and_framework_reach_the_build_and_excluded_files_do_not_count()
    {
        using SourceTree tree = new SourceTree()
            .Project("Both/Both.csproj", Branches, "<DefineConstants>$(DefineConstants);$(Extra)</DefineConstants>", framework: "netstandard2.0;net10.0")
            .File("Both/Migrations/First.cs", "namespace Service; public class First { public void BadButOld() { } }")
            .Project("Older/Older.csproj", "namespace Older; public class Worker { public void BadOlder() { } }", "<LangVersion>latest</LangVersion>",
                framework: "netstandard2.0")
            .Slnx("App.slnx", "Both/Both.csproj", "Older/Older.csproj")
            .Committed();
        using var outside = new SourceTree();

        ScanOnTree scan = await ScanOnTree.UnchangedAsync(
            tree, "scan", "-c", "Release", "-p:Extra=EXTRA", "--framework", "net10.0", "--exclude", "**/Migrations/**", "--format", "github", "--sarif",
            outside.Path("logs/all.sarif"));

        Assert.Equal(1, scan.ExitCode);
        string annotation = Assert.Single(scan.Output.Split(Environment.NewLine), line => line.StartsWith("::", StringComparison.Ordinal));
        Assert.Equal("::warning file=Both/Worker.cs,line=5,endLine=5,col=17,endColumn=27,title=GRACE9001 BadMethod::Method 'BadAsAsked' is "
            + "bad%0Ahttps://example.org/GRACE9001", annotation);
        Assert.Contains("1 finding in excluded files.", scan.Output, StringComparison.Ordinal);
        Assert.Contains("Skipped, because it does not target net10.0: Older.", scan.Output, StringComparison.Ordinal);
        JsonElement results = JsonDocument.Parse(await File.ReadAllTextAsync(outside.Path("logs/all.sarif")))
            .RootElement.GetProperty("runs")[0].GetProperty("results");
        Assert.Equal("Both/Worker.cs",
            Assert.Single(results.EnumerateArray()).GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation")
                .GetProperty("uri").GetString());
    }

    [Fact]
    public async Task Without_a_restore_the_earlier_one_is_used_and_a_missing_one_is_an_error()
    {
        using SourceTree tree = new SourceTree()
            .Project("Service.csproj", SourceTree.TwoBadMethods)
            .File(".gitignore", "obj/")
            .Committed();

        ScanOnTree before = await ScanOnTree.UnchangedAsync(tree, "scan", "--no-restore", "--quiet");
        using (Process restore = Process.Start(new ProcessStartInfo("dotnet", ["restore", tree.Root, "-nodeReuse:false"]) { RedirectStandardOutput = true })!)
        {
            await restore.StandardOutput.ReadToEndAsync();
            await restore.WaitForExitAsync();
            Assert.Equal(0, restore.ExitCode);
        }

        ScanOnTree after = await ScanOnTree.UnchangedAsync(tree, "scan", "--no-restore", "--quiet");

        Assert.Equal(2, before.ExitCode);
        Assert.Contains("NETSDK1004: no earlier restore of the project was found", before.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Run a NuGet", before.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("project.assets.json", before.Output, StringComparison.Ordinal);
        Assert.Equal(1, after.ExitCode);
        Assert.Contains("Method 'BadLoop' is bad", after.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Scanning", after.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("analysed in", after.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", after.Output, StringComparison.Ordinal);
        Assert.Empty(after.Error);
    }

    [Theory]
    [InlineData("**/Migrations/**", "src/Migrations/A.cs", true)]
    [InlineData("**/*.g.cs", "A.g.cs", true)]
    [InlineData("tests/", "tests/deep/A.cs", true)]
    [InlineData("*.cs", "src/A.cs", false)]
    [InlineData("src\\Old\\*", "src/Old/A.cs", true)]
    public void A_glob_is_relative_to_the_root(string glob, string file, bool excluded)
    {
        string root = Path.GetFullPath("/repo");

        Assert.Null(PathFilter.Problem(glob));
        Assert.Equal(excluded, new PathFilter([glob], root).Matches(Path.Combine(root, file)));
        Assert.False(new PathFilter([], root).Matches(Path.Combine(root, file)));
    }

    [Fact]
    public void A_pinned_sdk_that_is_missing_is_recognised_in_what_dotnet_says()
    {
        string[] output = ["The command could not be loaded, possibly because:", "Requested SDK version: 8.0.999", "global.json file: /repo/global.json",
            "Installed SDKs:"];

        Assert.Equal("/repo/global.json asks for the .NET SDK 8.0.999, which is not installed", SdkPin.Missing(output));
        Assert.Null(SdkPin.Missing(["error MSB4236: the SDK was not found"]));
    }

    [Theory]
    [InlineData("<Project Sdk=\"Microsoft.NET.Sdk\" />", false)]
    [InlineData("<Project><Sdk Name=\"Microsoft.NET.Sdk\" /></Project>", false)]
    [InlineData("<Project><Import Project=\"Sdk.props\" Sdk=\"Microsoft.NET.Sdk\" /></Project>", false)]
    [InlineData("<Project><Import Project=\"$(MSBuildToolsPath)/Microsoft.CSharp.targets\" /></Project>", true)]
    [InlineData("<Project", false)]
    public void A_project_from_before_the_sdk_is_recognised(string text, bool legacy)
    {
        using SourceTree tree = new SourceTree().File("A.csproj", text);

        Assert.Equal(legacy, ProjectFile.IsLegacy(tree.Path("A.csproj")));
    }
}
