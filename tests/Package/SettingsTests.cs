using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>What a project sets and what its build then says. One project, restored once; the settings stand in its project file.</summary>
[Collection(PackageSuite.Name)]
public sealed class SettingsTests(PackedFeed feed, SettingsTests.Restored restored) : IClassFixture<SettingsTests.Restored>
{
    private const string Warning = "warning GRACE3004 Sweeper.cs Shop";
    private const string Error = "error GRACE3004 Sweeper.cs Shop";

    private static readonly string[] WarningsAreErrors = ["-warnaserror"];

    [Theory]
    [InlineData("", Warning)]
    [InlineData("<GracefulAnalysisMode>strict</GracefulAnalysisMode>", Error)]
    [InlineData("<GracefulAnalysisMode>None</GracefulAnalysisMode>", "")]
    [InlineData("<GracefulAnalysisLevel>1.0</GracefulAnalysisLevel>", Warning)]
    [InlineData("<GracefulAnalysisMode>Strict</GracefulAnalysisMode><GracefulAnalysisLevel>1.0</GracefulAnalysisLevel>", Error)]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", Error)]
    [InlineData("<TreatWarningsAsErrors>true</TreatWarningsAsErrors><CodeAnalysisTreatWarningsAsErrors>false</CodeAnalysisTreatWarningsAsErrors>", Warning)]
    public async Task Modes_and_levels_set_in_a_project_file_decide(string properties, string expected)
    {
        var build = await BuildAsync(properties);

        Assert.Equal(expected.Length == 0 ? [] : [expected], UserFolder.Findings(build));
        Assert.True((build.ExitCode == 0) == (expected != Error), build.Output);
        Assert.DoesNotContain("GRACEFUL0", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnaserror_fails_the_build()
    {
        var build = await BuildAsync("", arguments: WarningsAreErrors);

        Assert.Equal([Error], UserFolder.Findings(build));
        Assert.Equal(1, build.ExitCode);
    }

    [Theory]
    [InlineData("<GracefulAnalysisMode>Loud</GracefulAnalysisMode>",
        "warning GRACEFUL001: GracefulAnalysisMode 'Loud' is unknown and ignored; use None, Default, All or Strict.")]
    [InlineData("<GracefulAnalysisLevel>0.3</GracefulAnalysisLevel>",
        "warning GRACEFUL002: GracefulAnalysisLevel '0.3' is unknown to this version of the package and ignored; use latest, 1.0")]
    public async Task An_unknown_value_is_named_and_the_rules_stay_as_they_are(string properties, string expected)
    {
        var build = await BuildAsync(properties);

        Assert.Contains(expected, build.Output, StringComparison.Ordinal);
        Assert.Equal([Warning], UserFolder.Findings(build));
        Assert.True(build.ExitCode == 0, build.Output);
    }

    [Theory]
    [InlineData("Strict", ".editorconfig", "[*.cs]\ndotnet_diagnostic.GRACE3004.severity = none\n", "")]
    [InlineData("None", ".editorconfig", "[*.cs]\ndotnet_diagnostic.GRACE3004.severity = warning\n", Warning)]
    [InlineData("Default", ".editorconfig", "[*.cs]\ndotnet_analyzer_diagnostic.category-Hosting.severity = error\n", Error)]
    [InlineData("All", ".editorconfig", "[*.cs]\ndotnet_diagnostic.GRACE3004.severity = error\n", Error)]
    [InlineData("Strict", ".globalconfig", "is_global = true\ndotnet_diagnostic.GRACE3004.severity = warning\n", Warning)]
    public async Task The_user_s_own_configuration_wins(string mode, string file, string text, string expected)
    {
        var build = await BuildAsync($"<GracefulAnalysisMode>{mode}</GracefulAnalysisMode>", (file, text));

        Assert.Equal(expected.Length == 0 ? [] : [expected], UserFolder.Findings(build));
    }

    [Fact]
    public async Task A_changed_mode_analyses_anew_although_no_source_changed()
    {
        await BuildAsync("");

        restored.Set("<GracefulAnalysisMode>Strict</GracefulAnalysisMode>");
        var build = await restored.User.DotnetAsync("build", "--no-restore");

        Assert.Equal([Error], UserFolder.Findings(build));
    }

    /// <summary>The project file itself is an input of the compiler; a property in a file beside it is not.</summary>
    [Fact]
    public async Task A_mode_changed_on_the_command_line_analyses_anew()
    {
        await BuildAsync("");

        var build = await restored.User.DotnetAsync("build", "--no-restore", "-p:GracefulAnalysisMode=Strict");

        Assert.Equal([Error], UserFolder.Findings(build));
    }

    [InfoRuleFact]
    public async Task All_raises_a_rule_at_Info_that_is_silent_by_default()
    {
        var (id, code) = InfoRuleFactAttribute.First!.Value;
        using var user = new UserFolder(feed);
        user.Project("Shop.csproj", user.Reference).File("Sweeper.cs", code);
        var byDefault = await user.DotnetAsync("build");
        user.Project("Shop.csproj", user.Reference, "<GracefulAnalysisMode>All</GracefulAnalysisMode>");
        var all = await user.DotnetAsync("build", "--no-restore");

        Assert.True(byDefault.ExitCode == 0, byDefault.Output);
        Assert.DoesNotContain(UserFolder.Findings(byDefault), finding => finding.Contains(id, StringComparison.Ordinal));
        Assert.Contains($"warning {id} Sweeper.cs Shop", UserFolder.Findings(all));
    }

    private async Task<Command> BuildAsync(string properties, (string Name, string Text)? configuration = null, string[]? arguments = null)
    {
        await restored.EnsureAsync(feed);
        restored.Set(properties, configuration);
        return await restored.User.DotnetAsync(["build", "--no-restore", "--no-incremental", .. arguments ?? []]);
    }

    /// <summary>The one project of this class.</summary>
    public sealed class Restored : IDisposable
    {
        private UserFolder? _user;

        internal UserFolder User => _user ?? throw new InvalidOperationException("The project is not restored yet.");

        internal async Task EnsureAsync(PackedFeed feed)
        {
            if (_user is null)
            {
                _user = new UserFolder(feed);
                _user.File("Sweeper.cs", UserFolder.Sweeper);
                Set("");
                var restore = await _user.DotnetAsync("restore");
                Assert.True(restore.ExitCode == 0, restore.Output);
            }
        }

        /// <summary>Replaces the settings of the case before.</summary>
        internal void Set(string properties, (string Name, string Text)? configuration = null)
        {
            File.Delete(User.Path(".editorconfig"));
            File.Delete(User.Path(".globalconfig"));
            User.Project("Shop.csproj", User.Reference, properties);
            if (configuration is var (name, text))
            {
                User.File(name, text);
            }
        }

        public void Dispose() => _user?.Dispose();
    }
}
