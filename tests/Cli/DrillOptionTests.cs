using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill;
using GracefulAnalyzers.Cli.Drill.Options;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>What follows from the declaration of each option of the drill: the command line, its help, the drill file, the documentation.</summary>
public sealed partial class DrillOptionTests : IDisposable
{
    private const string Open = "<!-- options -->\n";
    private const string Close = "<!-- /options -->";

    private static readonly string PagePath = Path.Combine(FixedSample.RepositoryRoot, "docs", "drill.md");

    private readonly string _file = Path.GetTempFileName();

    public void Dispose() => File.Delete(_file);

    public static TheoryData<string> Flags => [.. DrillOptions.All.Select(option => option.Flag)];

    [Fact]
    public void The_table_of_the_documentation_lists_every_option()
    {
        string page = File.ReadAllText(PagePath);
        int from = page.IndexOf(Open, StringComparison.Ordinal) + Open.Length;
        string rest = page[page.IndexOf(Close, StringComparison.Ordinal)..];
        string expected = $"{page[..from]}| option | default | |\n|---|---|---|\n{string.Concat(DrillOptions.All.Select(Row))}{rest}";
        if (Environment.GetEnvironmentVariable("GRACEFUL_BLESS") == "1")
        {
            File.WriteAllText(PagePath, expected);
        }

        string actual = File.ReadAllText(PagePath);
        Assert.True(
            expected == actual,
            "The table of options in docs/drill.md is out of date; GRACEFUL_BLESS=1 dotnet test tests/Cli rewrites it. It should be:\n"
                + $"{expected[from..^rest.Length]}");
    }

    [Fact]
    public void The_documentation_names_what_a_request_of_a_drill_file_can_have()
    {
        string sentence = File.ReadLines(PagePath).Select(line => RequestKeys().Match(line)).Single(match => match.Success).Value;

        Assert.Equal(
            ["url", .. DrillOptions.All.Where(option => option.IsOfRequest).Select(option => option.Key!)],
            Code().Matches(sentence).Select(match => match.Groups[1].Value));
    }

    [Fact]
    public async Task The_help_lists_every_option_with_its_default()
    {
        string help = (await ScanOnTree.RunAsync(Path.GetTempPath(), "drill", "--help")).Output;

        Assert.All(DrillOptions.All, option =>
        {
            string line = Assert.Single(help.Split('\n'), line => Regex.IsMatch(line, $@"^  (-\w, )?{option.Flag}( |$)"));
            Assert.Contains(option.Meaning, line, StringComparison.Ordinal);
            Assert.Equal(option.Otherwise is not null, line.TrimEnd().EndsWith($" Default: {option.Otherwise}.", StringComparison.Ordinal));
            Assert.Equal(option.IsRequired, line.TrimEnd().EndsWith(" Required.", StringComparison.Ordinal));
        });
    }

    [Theory]
    [MemberData(nameof(Flags))]
    public void The_command_line_and_the_drill_file_say_the_same_by_one_name(string flag)
    {
        DrillOption option = DrillOptions.All.Single(option => option.Flag == flag);
        (string[] words, string json, string said) = Written(option);
        var line = DrillSettings.Of(DrillCommand.Create().Parse([flag, .. words]));

        Assert.Equal(said, Said(line, option));
        Assert.Equal([option], DrillOptions.All.Where(line.Says));
        if (option.Key is { } key)
        {
            DrillSettings file = FileOf($$"""{ "{{key}}": {{json}} }""");
            Assert.Equal(said, Said(file, option));
            Assert.Equal([option], DrillOptions.All.Where(file.Says));
            Assert.False(FileOf($$"""{ "{{key}}": null }""").Says(option));
        }

        string inRequest = $$"""{ "requests": [{ "{{option.Key ?? flag[2..]}}": {{json}} }] }""";
        if (option.IsOfRequest)
        {
            Assert.Equal(said, Said(Assert.Single(FileOf(inRequest).Requests!)!, option));
        }
        else if (option != DrillOptions.Url)
        {
            Assert.Contains(flag[2..], Assert.Throws<DrillRefusedException>(() => FileOf(inRequest)).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Who_comes_first_and_says_something_wins_and_what_nobody_says_is_the_default()
    {
        DrillSettings file = FileOf("""{ "grace": "20s", "cycles": 4, "url": [], "restart": true }""");
        var line = DrillSettings.Of(DrillCommand.Create().Parse(["--grace", "5s", "--messages", "7"]));
        var both = new FirstToSay(line, file);

        Assert.Equal((TimeSpan.FromSeconds(5), 7), (both.Get(DrillOptions.Grace), both.Get(DrillOptions.Messages)));
        Assert.Equal((4, true), (both.Get(DrillOptions.Cycles), both.Get(DrillOptions.Restart)));
        Assert.Equal((TimeSpan.FromMinutes(2), 5), (both.Get(DrillOptions.WarmUpLimit), both.Get(DrillOptions.DrainRate)));
        Assert.Equal((EffectPlan.DefaultBody, false), (both.Get(DrillOptions.MessageBody), both.Get(DrillOptions.Resume)));
        Assert.False(both.Says(DrillOptions.Url));
        Assert.Null(both.FindValue(DrillOptions.HangAfter));
    }

    // As both write it, and as JSON says what was kept. Texts are words unless the option is of another form.
    private static (string[] Words, string Json, string Said) Written(DrillOption option) =>
        option == DrillOptions.Header ? (["X: 1"], """{ "X": "1" }""", """[{"Key":"X","Value":"1"}]""")
        : option == DrillOptions.Url ? (["http://a/"], "\"http://a/\"", """["http://a/"]""")
        : option is DrillOption<bool> ? ([], "true", "true")
        : option is DrillOption<int> or DrillOption<double> ? (["3"], "3", "3")
        : (["word"], "\"word\"", "\"word\"");

    private static string Said(OptionSource source, DrillOption option) =>
        option == DrillOptions.Header ? JsonSerializer.Serialize(source.Find(DrillOptions.Header)) : JsonSerializer.Serialize(source.Written(option));

    private DrillSettings FileOf(string json)
    {
        File.WriteAllText(_file, json);
        return DrillFile.Read(_file);
    }

    private static string Row(DrillOption option)
    {
        string value = option.ValueName is { } name ? $" {name}" : "";
        string alias = option.Alias is { } known ? $"`{known}`, " : "";
        string otherwise = option.IsRequired ? "required" : option.Otherwise ?? "";
        return $"| {alias}`{Cell(option.Flag + value)}` | {Cell(otherwise)} | {Cell(option.Meaning)} |\n";
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    [GeneratedRegex(@"A request has [^.]*\.")]
    private static partial Regex RequestKeys();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
