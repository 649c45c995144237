using System.Text.Json;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Sarif;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class SarifLogTests
{
    [Fact]
    public void A_result_becomes_a_finding_with_all_it_says()
    {
        SarifLog log = Parse("""
            {"ruleId":"GRACE1001","level":"error","message":{"text":"It goes on."},"suppressions":[{"kind":"inSource"}],
             "locations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///src/a%20b%23/%C3%A9.cs"},"region":{"startLine":3,"startColumn":5,"endLine":4,"endColumn":9}}}],
             "relatedLocations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///src/b.cs"},"region":{"startLine":7,"startColumn":1}},"message":{"text":"here"}}],
             "properties":{"customProperties":{"name":"StreamIgnoresClient","fixSafety":"behaviour"}}}
            """);

        Finding finding = Assert.Single(log.Findings);
        Assert.Equal("GRACE1001", finding.Rule);
        Assert.Equal("StreamIgnoresClient", finding.Name);
        Assert.Equal(Severity.Error, finding.Severity);
        Assert.Equal("It goes on.", finding.Message);
        Assert.Equal(new SourceSpan(Path.GetFullPath("/src/a b#/é.cs"), 3, 5, 4, 9), finding.Span);
        Assert.Equal("https://example.org/1001", finding.HelpUri);
        Assert.Equal("Service", finding.Project);
        Assert.Equal("behaviour", finding.FixSafety);
        Assert.True(finding.Suppressed);
        Assert.Equal([new RelatedSpan(new(Path.GetFullPath("/src/b.cs"), 7, 1, 7, 1), "here")], finding.Related);
        Assert.Equal(["GRACE1001"], log.Rules);
    }

    [Theory]
    [InlineData("warning", "Warning")]
    [InlineData("note", "Info")]
    public void Levels_become_severities(string level, string severity) =>
        Assert.Equal(Enum.Parse<Severity>(severity),
            Assert.Single(Parse($$$"""{"ruleId":"GRACE1001","level":"{{{level}}}","message":{"text":"m"}}""").Findings).Severity);

    [Theory]
    [InlineData("""{"ruleId":"GRACE1001","level":"none","message":{"text":"hidden"}}""")]
    [InlineData("""{"ruleId":"GRACE10011","level":"warning","message":{"text":"not ours"}}""")]
    [InlineData("""{"ruleId":"CA2016","level":"warning","message":{"text":"not ours"}}""")]
    [InlineData("""{"ruleId":"CA2016","level":"error","message":{"text":"not ours"},"suppressions":[{"kind":"inSource"}]}""")]
    [InlineData("""{"ruleId":"CS8632","level":"warning","message":{"text":"no error"}}""")]
    [InlineData("""{"ruleId":"AD0001","level":"warning","message":{"text":"Analyzer 'Other.A' threw"}}""")]
    [InlineData("""{"ruleId":5,"locations":{},"message":[]}""")]
    public void What_is_not_ours_is_left_out(string result)
    {
        SarifLog log = Parse(result);

        Assert.Empty(log.Findings);
        Assert.Empty(log.Errors);
        Assert.Empty(log.Crashes);
    }

    [Fact]
    public void Failures_that_make_a_result_incomplete_are_kept()
    {
        SarifLog log = Parse("""
            {"ruleId":"CS0103","level":"error","message":{"text":"no name"},"locations":[{"physicalLocation":{"artifactLocation":{"uri":"file:///src/a.cs"},"region":{"startLine":3,"startColumn":5}}}]},
            {"ruleId":"RZ2005","level":"error","message":{"text":"a generator's"}},
            {"ruleId":"AD0001","level":"warning","message":{"text":"Analyzer 'GracefulAnalyzers.X' threw.\nat X"}},
            {"ruleId":"CS8032","level":"warning","message":{"text":"cannot be created ---> trace"}}
            """);

        Assert.Equal([$"{Path.GetFullPath("/src/a.cs")}(3,5): error CS0103: no name", "error RZ2005: a generator's"], log.Errors);
        Assert.Equal(["Analyzer 'GracefulAnalyzers.X' threw."], log.Crashes);
        Assert.Equal(["CS8032: cannot be created"], log.LoadFailures);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"runs\":[{\"results\":[")]
    [InlineData("{}")]
    public void A_log_that_was_cut_short_is_no_log(string json) => Assert.ThrowsAny<JsonException>(() => SarifLog.Parse(json, "/src/Service.csproj"));

    [Theory]
    [InlineData("/s/a.cs(1,2): error CS0103: no [x] name [/s/A.csproj::TargetFramework=net8.0]", "/s/A.csproj", "/s/a.cs(1,2): error CS0103: no [x] name")]
    [InlineData("     3>/s/A.csproj : error NU1101: no package [/s/App.sln]", "/s/A.csproj", "/s/A.csproj : error NU1101: no package")]
    [InlineData("/s/A.csproj(2,1): error MSB4025: not read [/s/App.slnx]", "/s/A.csproj", "/s/A.csproj(2,1): error MSB4025: not read")]
    [InlineData("MSBUILD : error MSB1009: no file", null, "MSBUILD : error MSB1009: no file")]
    public void An_error_line_names_its_project(string line, string? project, string text) =>
        Assert.Equal(new BuildError(project, text), BuildError.Parse(line));

    [Fact]
    public void A_rule_that_the_user_raised_to_an_error_is_told_apart() =>
        Assert.Equal(
            new BuildError("/s/A.csproj", "/s/a.cs(1,2): error GRACE1001: raised by the user", OwnRule: true),
            BuildError.Parse("/s/a.cs(1,2): error GRACE1001: raised by the user [/s/A.csproj]"));

    [Fact]
    public void An_empty_line_is_no_error() => Assert.Null(BuildError.Parse("   "));

    private static SarifLog Parse(string results) => SarifLog.Parse(
        $$$$"""{"runs":[{"results":[{{{{results}}}}],"tool":{"driver":{"rules":"""
            + """[{"id":"GRACE1001","helpUri":"https://example.org/1001"},{"id":"CA2016"}]}}}]}""",
        "/src/Service.csproj");
}
