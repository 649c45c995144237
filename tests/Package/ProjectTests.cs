namespace GracefulAnalyzers.Package.Tests;

/// <summary>The package in users' projects, through the real build and the real <c>dotnet format</c>.</summary>
[Collection(PackageSuite.Name)]
public sealed class ProjectTests(PackedFeed feed)
{
    [Theory]
    [FrameworkData("net8.0")]
    [FrameworkData("net9.0")]
    [FrameworkData("net10.0")]
    [FrameworkData("net8.0;net10.0")]
    public async Task A_build_warns_and_dotnet_format_mends_once(string frameworks)
    {
        using var user = new UserFolder(feed);
        user.Project("Shop.csproj", user.Reference, frameworks: frameworks).File("Sweeper.cs", UserFolder.Sweeper);

        var build = await user.DotnetAsync("build");
        var format = await user.DotnetAsync("format", "analyzers", "--no-restore");

        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(["warning GRACE3004 Sweeper.cs Shop"], UserFolder.Findings(build));
        Assert.Contains("https://github.com/GracefulAnalyzers/GracefulAnalyzers/blob/main/docs/rules/GRACE3004.md", build.Output, StringComparison.Ordinal);
        Assert.True(format.ExitCode == 0, format.Output);
        Assert.Equal(UserFolder.MendedSweeper, user.Read("Sweeper.cs"));
    }

    [Fact]
    public async Task What_dotnet_format_mended_builds_without_warnings_and_is_left_alone_by_a_second_run()
    {
        using var user = new UserFolder(feed);
        user.Project("Shop.csproj", user.Reference).File("Sweeper.cs", UserFolder.Sweeper);

        var first = await user.DotnetAsync("format", "analyzers");
        var build = await user.DotnetAsync("build", "-warnaserror", "--no-restore");
        var second = await user.DotnetAsync("format", "analyzers", "--no-restore", "--verify-no-changes");

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.True(second.ExitCode == 0, second.Output);
    }

    [Fact]
    public async Task Two_projects_of_a_solution_have_findings_and_one_that_only_references_them_has_none()
    {
        using var user = new UserFolder(feed);
        user.Project("Shop/Shop.csproj", "").File("Shop/Sweeper.cs", UserFolder.Sweeper)
            .Project("Mail/Mail.csproj", user.Reference).File("Mail/Sender.cs", UserFolder.Sweeper.Replace("Sweeper", "Sender", StringComparison.Ordinal))
            .Project("Host/Host.csproj", """<ProjectReference Include="../Shop/Shop.csproj" /><ProjectReference Include="../Mail/Mail.csproj" />""")
            .File("Host/Poller.cs", UserFolder.Sweeper.Replace("Sweeper", "Poller", StringComparison.Ordinal))
            .File("Work.slnx",
                """<Solution><Project Path="Shop/Shop.csproj" /><Project Path="Mail/Mail.csproj" /><Project Path="Host/Host.csproj" /></Solution>""");

        // As a user adds it: NuGet itself writes PrivateAssets, because the package is a development dependency.
        var add = await user.DotnetAsync("add", "Shop/Shop.csproj", "package", "GracefulAnalyzers", "--version", feed.Version);
        var build = await user.DotnetAsync("build", "Work.slnx");
        var format = await user.DotnetAsync("format", "analyzers", "Work.slnx", "--no-restore");

        Assert.True(add.ExitCode == 0, add.Output);
        Assert.Contains("<PrivateAssets>all</PrivateAssets>", user.Read("Shop/Shop.csproj"), StringComparison.Ordinal);
        Assert.True(build.ExitCode == 0, build.Output);
        Assert.Equal(["warning GRACE3004 Sender.cs Mail", "warning GRACE3004 Sweeper.cs Shop"], UserFolder.Findings(build));
        Assert.True(format.ExitCode == 0, format.Output);
        Assert.Equal(UserFolder.MendedSweeper, user.Read("Shop/Sweeper.cs"));
        Assert.Equal(UserFolder.MendedSweeper.Replace("Sweeper", "Sender", StringComparison.Ordinal), user.Read("Mail/Sender.cs"));
        Assert.Equal(UserFolder.Sweeper.Replace("Sweeper", "Poller", StringComparison.Ordinal), user.Read("Host/Poller.cs"));
    }
}
