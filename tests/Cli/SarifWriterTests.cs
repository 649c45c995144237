using System.Text.Json;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class SarifWriterTests
{
    private static readonly ScanOptions Defaults = new(Severity.Warning, Severity.Warning, [], Json: false);

    private static readonly string[] Levels = ["none", "note", "warning", "error"];

    [Fact]
    public void The_log_is_one_run_with_everything_that_the_schema_requires()
    {
        using var tree = new SourceTree();
        ScanReport report = Report(tree) with { Errors = [new("Service", "it does not compile", ["Worker.cs(1,1): error"])] };

        JsonElement log = Write(tree, report);

        Assert.Equal("2.1.0", log.GetProperty("version").GetString());
        JsonElement run = Assert.Single(log.GetProperty("runs").EnumerateArray());
        JsonElement driver = run.GetProperty("tool").GetProperty("driver");
        Assert.Equal("GracefulAnalyzers", driver.GetProperty("name").GetString());
        Assert.Equal("1.2.3", driver.GetProperty("semanticVersion").GetString());
        Assert.Equal("utf16CodeUnits", run.GetProperty("columnKind").GetString());
        JsonElement invocation = Assert.Single(run.GetProperty("invocations").EnumerateArray());
        Assert.False(invocation.GetProperty("executionSuccessful").GetBoolean());
        Assert.Equal(2, invocation.GetProperty("exitCode").GetInt32());
        JsonElement notification = Assert.Single(invocation.GetProperty("toolExecutionNotifications").EnumerateArray());
        Assert.Equal("Could not analyse Service: it does not compile\nWorker.cs(1,1): error",
            notification.GetProperty("message").GetProperty("text").GetString());

        foreach (JsonElement rule in driver.GetProperty("rules").EnumerateArray())
        {
            Assert.Matches("^GRACE[0-9]{4}$", rule.GetProperty("id").GetString());
            Assert.All(["shortDescription", "fullDescription", "help"], name => Assert.NotEmpty(rule.GetProperty(name).GetProperty("text").GetString()!));
        }

        JsonElement[] results = [.. run.GetProperty("results").EnumerateArray()];
        Assert.Equal(3, results.Length);
        foreach (JsonElement result in results)
        {
            Assert.NotEmpty(result.GetProperty("message").GetProperty("text").GetString()!);
            Assert.Contains(result.GetProperty("level").GetString(), Levels);
            JsonElement rule = driver.GetProperty("rules")[result.GetProperty("ruleIndex").GetInt32()];
            Assert.Equal(rule.GetProperty("id").GetString(), result.GetProperty("ruleId").GetString());
            JsonElement region = Assert.Single(result.GetProperty("locations").EnumerateArray()).GetProperty("physicalLocation").GetProperty("region");
            Assert.All(region.EnumerateObject(), number => Assert.True(number.Value.GetInt32() >= 1));
        }
    }

    [Fact]
    public void Paths_are_relative_to_the_root_that_the_log_declares()
    {
        using var tree = new SourceTree();

        JsonElement run = Write(tree, Report(tree)).GetProperty("runs")[0];

        string root = run.GetProperty("originalUriBaseIds").GetProperty("%SRCROOT%").GetProperty("uri").GetString()!;
        Assert.EndsWith("/", root, StringComparison.Ordinal);
        Assert.Equal(Path.TrimEndingDirectorySeparator(new Uri(root).LocalPath), tree.Root);
        JsonElement inside = Location(run.GetProperty("results")[0]);
        Assert.Equal("%SRCROOT%", inside.GetProperty("uriBaseId").GetString());
        Assert.Equal("src/a%20b%23/%C3%A9.cs", inside.GetProperty("uri").GetString());
        Assert.Equal(tree.Path("src/a b#/é.cs"), new Uri(new Uri(root), inside.GetProperty("uri").GetString()).LocalPath);
        JsonElement outside = Location(run.GetProperty("results")[2]);
        Assert.False(outside.TryGetProperty("uriBaseId", out _));
        Assert.Equal(Outside(tree), new Uri(outside.GetProperty("uri").GetString()!).LocalPath);
    }

    [Fact]
    public void Suppressed_results_are_kept_and_say_how()
    {
        using var tree = new SourceTree();

        JsonElement[] results = [.. Write(tree, Report(tree)).GetProperty("runs")[0].GetProperty("results").EnumerateArray()];

        Assert.Equal([false, true, false], results.Select(result => result.TryGetProperty("suppressions", out _)));
        JsonElement suppression = Assert.Single(results[1].GetProperty("suppressions").EnumerateArray());
        Assert.Equal("inSource", suppression.GetProperty("kind").GetString());
        Assert.Equal("because", suppression.GetProperty("justification").GetString());
    }

    [Fact]
    public void Rules_bring_their_name_and_a_help_text()
    {
        using var tree = new SourceTree();

        JsonElement rule = Write(tree, Report(tree)).GetProperty("runs")[0].GetProperty("tool").GetProperty("driver").GetProperty("rules")[0];

        Assert.Equal("StreamIgnoresClient", rule.GetProperty("name").GetString());
        Assert.Equal("A stream ignores its client. See https://example.org/GRACE1001", rule.GetProperty("help").GetProperty("text").GetString());
        Assert.Equal("note", rule.GetProperty("defaultConfiguration").GetProperty("level").GetString());
    }

    private static JsonElement Write(SourceTree tree, ScanReport report) =>
        JsonDocument.Parse(new SarifWriter(tree.Root, "1.2.3").Write(report, ScanVerdict.Of(report, Defaults))).RootElement;

    private static JsonElement Location(JsonElement result) =>
        result.GetProperty("locations")[0].GetProperty("physicalLocation").GetProperty("artifactLocation");

    private static string Outside(SourceTree tree) => Path.Combine(Path.GetDirectoryName(tree.Root)!, "zz", "shared.cs");

    private static ScanReport Report(SourceTree tree)
    {
        string file = tree.Path("src/a b#/é.cs");
        return new(
            tree.Root,
            [
                Finding("GRACE1001", file, 3),
                Finding("GRACE1002", file, 5) with { Suppressed = true, Suppressions = [new("Pragma Directive", "because")] },
                Finding("GRACE1002", Outside(tree), 1),
            ],
            [new("Service", tree.Path("Service.csproj"), ["net8.0"], Analysed: true)],
            [],
            new HashSet<string> { "GRACE1001", "GRACE1002" })
        {
            RuleTexts =
            [
                new("GRACE1001", "StreamIgnoresClient", "A stream ignores its client", "", "Streaming", "https://example.org/GRACE1001", Severity.Info),
                new("GRACE1002", "", "Another", "It is another.", "Streaming", "", Severity.Warning),
            ],
        };
    }

    private static Finding Finding(string rule, string file, int line) =>
        new(rule, "", Severity.Warning, "It goes on.", new(file, line, 2, line, 9), "", "Service", "safe", Suppressed: false,
            [new(new(file, 1, 1, 1, 2), "here")]);
}
