using GracefulAnalyzers.Cli.Explain;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class ExplainTests
{
    [Fact]
    public async Task Without_a_rule_all_rules_are_listed_one_line_each()
    {
        ScanOnTree explain = await ScanOnTree.RunAsync(Path.GetTempPath(), "explain");

        Assert.Equal(0, explain.ExitCode);
        string[] lines = explain.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        string[] pages = [.. Directory.EnumerateFiles(Path.Combine(FixedSample.RepositoryRoot, "docs", "rules"), "GRACE*.md")
            .Select(page => Path.GetFileNameWithoutExtension(page)!).Order(StringComparer.Ordinal)];
        Assert.Equal(pages, lines.Select(line => line.Split(' ')[0]));
        Assert.Contains(lines, line => line.StartsWith("GRACE2004 StopTokenCancelsSettle", StringComparison.Ordinal)
            && line.Contains("  Warning  safe ", StringComparison.Ordinal)
            && line.EndsWith("A stopping token cancels the settling of a finished message.", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GRACE2004")]
    [InlineData("2004")]
    [InlineData("grace2004")]
    [InlineData("stoptokencancelssettle")]
    public async Task A_rule_is_found_by_id_number_and_name_and_its_page_is_plain_text(string rule)
    {
        ScanOnTree explain = await ScanOnTree.RunAsync(Path.GetTempPath(), "explain", rule);

        Assert.Equal(0, explain.ExitCode);
        Assert.StartsWith("GRACE2004: StopTokenCancelsSettle\n\nA stopping token cancels", explain.Output, StringComparison.Ordinal);
        Assert.Matches(@"\nSeverity  Category  Fix   Since\nWarning   Queues    safe  \d+\.\d+\.\d+\n", explain.Output);
        Assert.Contains("\nViolation\n\n    using RabbitMQ.Client;\n", explain.Output, StringComparison.Ordinal);
        Assert.Contains("\n    public sealed class ChannelToken(IChannel channel)\n", explain.Output, StringComparison.Ordinal);
        Assert.Contains("- RabbitMQ consumer acknowledgements (https://www.rabbitmq.com/docs/confirms): what is not acked", explain.Output,
            StringComparison.Ordinal);
        Assert.DoesNotContain('\u001B', explain.Output);
        Assert.All(["```", "<!--", "**", "`"], mark => Assert.DoesNotContain(mark, explain.Output, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("GRACE20004", "GRACE2004 StopTokenCancelsSettle")]
    [InlineData("30044", "GRACE3004 BaseStopSkipped")]
    [InlineData("WorkNotDrain", "GRACE3001 WorkNotDrained")]
    public async Task An_unknown_rule_names_the_nearest(string asked, string nearest)
    {
        ScanOnTree explain = await ScanOnTree.RunAsync(Path.GetTempPath(), "explain", asked);

        Assert.Equal(2, explain.ExitCode);
        Assert.Empty(explain.Output);
        Assert.Contains($"There is no rule '{asked}'. The nearest is {nearest}", explain.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GRACE9999")]
    [InlineData("Kubernetes")]
    [InlineData("x")]
    public async Task What_is_near_to_no_rule_names_none(string asked)
    {
        ScanOnTree explain = await ScanOnTree.RunAsync(Path.GetTempPath(), "explain", asked);

        Assert.Equal(2, explain.ExitCode);
        Assert.Equal($"There is no rule '{asked}'. 'graceful explain' lists all.{Environment.NewLine}", explain.Error);
    }

    [Fact]
    public void On_a_terminal_text_is_folded_at_its_width_and_code_is_not()
    {
        using var text = new StringWriter();
        Terminal terminal = Terminals.Over(text, redirected: true) with { Width = 60 };

        new PageWriter(terminal).Write(RulePage.Parse("GRACE0001", $"""
            # GRACE0001: Sample

            Words **in bold** and `code [1]` that go on for longer than the sixty columns of this terminal.

            1. first
            2. second point, long enough to be folded, with its second line indented

            ```csharp
            var line = "{new string('x', 70)}";
            ```
            """).Document);

        Assert.Equal($"""
            GRACE0001: Sample

            Words in bold and code [1] that go on for longer than the
            sixty columns of this terminal.

            1. first
            2. second point, long enough to be folded, with its second
               line indented

                var line = "{new string('x', 70)}";

            """, text.ToString());
    }
}
