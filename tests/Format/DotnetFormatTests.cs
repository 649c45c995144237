namespace GracefulAnalyzers.Format.Tests;

/// <summary>The fixes as users apply them: through the real <c>dotnet format</c>.</summary>
public sealed class DotnetFormatTests
{
    // Aardvark.cs sorts before these and holds a finding that cannot be mended.
    private static readonly string[] Mended = ["First.cs", "Second.cs", "Third.cs"];

    [Fact]
    public async Task All_violations_are_mended_in_one_run_and_a_second_run_changes_nothing()
    {
        using var copy = InjectedCopy.Of("tests/Format/Assets/Violations");
        var before = copy.Sources();
        var broken = await copy.BuildAsync("Violations.csproj");
        Assert.All(InjectedCopy.RuleIds, id => Assert.Contains($"error {id}", broken.Output, StringComparison.Ordinal));
        Assert.Contains("error CS8425", broken.Output, StringComparison.Ordinal);

        var first = await copy.FormatAsync("Violations.csproj", "--severity", "warn", "--verbosity", "normal");
        var once = copy.Sources();
        var second = await copy.FormatAsync("Violations.csproj", "--severity", "warn");
        var twice = copy.Sources();
        var build = await copy.BuildAsync("Violations.csproj");

        Assert.True(first.ExitCode == 0, first.Output);
        Assert.DoesNotContain("Unable to fix GRACE", first.Output, StringComparison.Ordinal);
        Assert.All(Mended, path => Assert.NotEqual(before[path], once[path]));
        Assert.Equal(before["Aardvark.cs"], once["Aardvark.cs"]);
        Assert.True(second.ExitCode == 0, second.Output);
        Assert.Equal(once, twice);
        Assert.Single(build.Output.Split('\n').Where(static line => line.Contains("error GRACE", StringComparison.Ordinal)).Distinct());
        Assert.Contains("Aardvark.cs", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
    }
}
