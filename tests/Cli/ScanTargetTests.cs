using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class ScanTargetTests
{
    [Fact]
    public void The_one_solution_goes_before_projects()
    {
        using SourceTree tree = new SourceTree().File("App.slnx",
            """<Solution><Folder Name="/src/"><Project Path="src\A\A.csproj" /></Folder><Project Path="x/y.esproj" /></Solution>""").File("B.csproj", "");

        ScanTarget target = ScanTarget.Resolve(null, tree.Root);

        Assert.Equal(tree.Path("App.slnx"), target.Path);
        Assert.Equal([tree.Path("src/A/A.csproj")], target.Projects);
        Assert.True(target.IsSolution);
    }

    [Fact]
    public void The_one_project_is_taken_when_there_is_no_solution()
    {
        using SourceTree tree = new SourceTree().File("src/B.csproj", "");

        ScanTarget target = ScanTarget.Resolve("src", tree.Root);

        Assert.Equal([tree.Path("src/B.csproj")], target.Projects);
        Assert.Equal(tree.Path("src"), target.Folder);
    }

    [Fact]
    public void A_classic_solution_lists_its_csharp_projects_only()
    {
        using SourceTree tree = new SourceTree().File("App.sln", """

            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{2150E333-8FDC-42A3-9474-1A3956D46DE8}") = "src", "src", "{11111111-1111-1111-1111-111111111111}"
            EndProject
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "src\A\A.csproj", "{22222222-2222-2222-2222-222222222222}"
            EndProject
            Project("{F2A71F9B-5D33-465A-A702-920D77279786}") = "F", "src\F\F.fsproj", "{33333333-3333-3333-3333-333333333333}"
            EndProject
            """);

        Assert.Equal([tree.Path("src/A/A.csproj")], ScanTarget.Resolve("App.sln", tree.Root).Projects);
    }

    [Fact]
    public void In_this_repository_s_root_the_default_is_the_sample_and_a_path_still_means_itself()
    {
        using SourceTree tree = new SourceTree()
            .File("GracefulAnalyzers.sln", "Microsoft Visual Studio Solution File\nProject(\"{X}\") = \"A\", \"A.csproj\", \"{Y}\"")
            .File("samples/ChatService/ChatService.csproj", "");

        Assert.Equal(tree.Path("samples/ChatService/ChatService.csproj"), ScanTarget.Resolve(null, tree.Root).Path);
        Assert.Equal(tree.Path("GracefulAnalyzers.sln"), ScanTarget.Resolve(".", tree.Root).Path);
    }

    [Fact]
    public void Several_solutions_are_listed()
    {
        using SourceTree tree = new SourceTree().Slnx("B.slnx").Slnx("A.slnx");

        string message = Refusal(tree, null);

        Assert.Contains("several solutions", message, StringComparison.Ordinal);
        Assert.Contains(tree.Path("A.slnx") + Environment.NewLine, message, StringComparison.Ordinal);
        Assert.EndsWith(tree.Path("B.slnx"), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("api", "src/Api/Api.csproj")]
    [InlineData("Api.csproj", "src/Api/Api.csproj")]
    [InlineData("src/Core", "src/Core/Core.csproj")]
    [InlineData("src/Core/Core.csproj", "src/Core/Core.csproj")]
    [InlineData("Nothing", "holds no C# project 'Nothing'")]
    [InlineData("Twin", "holds several projects 'Twin'")]
    public void One_project_of_a_solution_is_picked_by_name_or_path(string asked, string expected)
    {
        using SourceTree tree = new SourceTree().Slnx("App.slnx", "src/Api/Api.csproj", "src/Core/Core.csproj", "a/Twin.csproj", "b/Twin.csproj");
        ScanTarget solution = ScanTarget.Resolve(null, tree.Root);

        if (expected.EndsWith(".csproj", StringComparison.Ordinal))
        {
            ScanTarget picked = solution.Only(asked, tree.Root);
            Assert.Equal([tree.Path(expected)], picked.Projects);
            Assert.Equal((tree.Path(expected), tree.Root, false), (picked.Path, picked.Folder, picked.IsSolution));
        }
        else
        {
            Assert.Contains(expected, Assert.Throws<ScanRefusedException>(() => solution.Only(asked, tree.Root)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Several_projects_are_listed()
    {
        using SourceTree tree = new SourceTree().File("B.csproj", "").File("A.csproj", "");

        Assert.Contains("several projects", Refusal(tree, null), StringComparison.Ordinal);
    }

    [Fact]
    public void What_lies_beneath_an_empty_folder_is_suggested()
    {
        using SourceTree tree = new SourceTree().File("src/A/A.csproj", "");

        string message = Refusal(tree, ".");

        Assert.Contains("no solution or C# project", message, StringComparison.Ordinal);
        Assert.EndsWith(tree.Path("src/A/A.csproj"), message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("missing.csproj", "There is no file or folder")]
    [InlineData("readme.md", "is not something to scan")]
    [InlineData("broken.slnx", "is not a solution file")]
    [InlineData("broken.sln", "is not a solution file")]
    [InlineData("empty.slnx", "holds no C# project")]
    public void Anything_else_is_refused_with_the_reason(string path, string reason)
    {
        using SourceTree tree = new SourceTree().File("readme.md", "").File("broken.slnx", "<Solution>").File("broken.sln", "text").Slnx("empty.slnx");

        Assert.Contains(reason, Refusal(tree, path), StringComparison.Ordinal);
    }

    private static string Refusal(SourceTree tree, string? path) =>
        Assert.Throws<ScanRefusedException>(() => ScanTarget.Resolve(path, tree.Root)).Message;
}
