using GracefulAnalyzers.Tests.Laws;

namespace GracefulAnalyzers.Cli.Tests.Laws;

/// <summary>The folders of the tool: who may use whom, and how much of it has to be read at once.</summary>
public sealed class FolderLaws
{
    private const int LargestCycle = 8;
    private const int MostLines = 300;

    private static readonly string Root = Path.Combine(FixedSample.RepositoryRoot, "cli");

    private static readonly FileGraph Graph = FileGraph.Of(Root, Platform.Assemblies);

    // Each folder may use those before it. The root comes last: the command line, which knows all verbs.
    private static readonly FolderOrder Order = new(
        "Shared",
        "Sarif",
        "Build",
        "Scan",
        "Fix",
        "Explain",
        "Drill/Plan",
        "Drill/Options",
        "Drill/Endings",
        "Drill/Load",
        "Drill/Service",
        "Drill/Effects",
        "Drill/Reports",
        "Drill/Reports/Html",
        "Drill",
        "");

    [Fact]
    public void Folders_use_only_those_before_them()
    {
        Assert.True(Graph.Uses.Count > Graph.Files.Count, "Hardly any use was found; the law would hold for anything.");
        Assert.Empty(Order.Offences(Graph));
        Assert.Empty(Order.Unused(Graph));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void No_folders_use_each_other(int depth) => Assert.Empty(Graph.FolderCycles(depth).Select(Graph.DescribeFolders));

    [Fact]
    public void Few_files_use_each_other() => Assert.Empty(Graph.Cycles.Where(cycle => cycle.Count > LargestCycle).Select(Graph.Describe));

    [Fact]
    public void No_file_is_long() => Assert.Empty(Graph.Files
        .Select(file => (Name: file, Lines: File.ReadLines(Path.Combine(Root, file)).Count()))
        .Where(file => file.Lines > MostLines)
        .Select(file => $"{file.Name} has {file.Lines} lines"));
}
