using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Tests;

public sealed class ReportTests
{
    private static readonly ScanOptions Defaults = new(Severity.Warning, Severity.Warning, [], Json: false);

    [Fact]
    public void The_report_shows_the_line_the_reason_and_the_counts()
    {
        using SourceTree tree = new SourceTree().File("A.cs", "class A\n{\n\tvoid M() => Log(\"[bold]日本\", wrong);\n}\n");
        ScanReport report = Report(
            tree,
            Finding(tree, "GRACE1001", Severity.Warning, 3, 30, 35) with { Related = [new(new(tree.Path("A.cs"), 1, 7, 1, 8), "the type")] },
            Finding(tree, "GRACE1002", Severity.Info, 1, 7, 8),
            Finding(tree, "GRACE1001", Severity.Warning, 2, 1, 2) with { Suppressed = true });

        Assert.Equal(
            """

            A.cs

              warning GRACE1001 NameOfRule 3:30
                3 | void M() => Log("[bold]日本", wrong);
                  |                               ^^^^^
                The [reason] why.
                see also line 1
                https://example.org/GRACE1001

              GRACE1001 NameOfRule     1

            1 finding: 1 warning.
            1 finding at info hidden; --severity info shows it.
            1 finding suppressed in the sources.
            1 project analysed in 1.5 s.

            """.ReplaceLineEndings(),
            Render(report, Defaults, width: null));
    }

    [Fact]
    public void The_summary_names_what_was_left_out()
    {
        using var tree = new SourceTree();
        ScanReport report = Report(tree, Finding(tree, "GRACE1001", Severity.Warning, 1, 1, 2)) with
        {
            SwitchedOff = [new("GRACE1001", ["Api", "Worker"]), new("GRACE1002", ["Api", "Worker"]), new("GRACE1003", ["[Odd]"])],
            Skipped = [new("Model", tree.Path("Model.fsproj"), "is an F# project")],
        };

        string text = Render(report, Defaults with { Excluded = ["**/A.cs"] }, width: null);

        Assert.Equal(
            """

            No findings.
            1 finding in excluded files.
            Switched off by severity or NoWarn, in all files or some, in Api, Worker: GRACE1001, GRACE1002.
            Switched off by severity or NoWarn, in all files or some, in [Odd]: GRACE1003.
            Skipped, because it is an F# project: Model.
            1 project analysed in 1.5 s.

            """.ReplaceLineEndings(),
            text);
        Assert.DoesNotContain("GRACE1003", Render(report, Defaults with { Rules = ["GRACE1001"] }, width: null), StringComparison.Ordinal);
    }

    [Fact]
    public void An_error_lists_at_most_a_dozen_of_its_details()
    {
        using var tree = new SourceTree();
        ScanReport report = Report(tree) with { Errors = [new("Service", "it does not compile", [.. Enumerable.Range(1, 15).Select(i => $"error {i}")])] };

        string text = Render(report, Defaults, width: 80);

        Assert.Contains("Could not analyse Service: it does not compile", text, StringComparison.Ordinal);
        Assert.Contains("  error 12", text, StringComparison.Ordinal);
        Assert.DoesNotContain("error 13", text, StringComparison.Ordinal);
        Assert.Contains("  and 3 more", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(80)]
    [InlineData(120)]
    public void No_line_is_wider_than_the_terminal(int width)
    {
        string code = "        " + string.Concat(Enumerable.Repeat("var veryLongName = 日本; ", 12));
        using SourceTree tree = new SourceTree().File("A.cs", code);
        Finding[] findings = [.. Enumerable.Range(1, code.Length / 10).Select(i => Finding(tree, "GRACE1001", Severity.Warning, 1, i * 10, (i * 10) + 30) with
        {
            HelpUri = "",
            Message = string.Join(' ', Enumerable.Repeat("because", 40)),
        })];

        string text = Render(Report(tree, findings), Defaults, width);

        Assert.All(text.Split(Environment.NewLine), line => Assert.True(line.GetCellWidth() <= width, line));
        Assert.Contains("^", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\u001b[31mred\u202E", 1, 5, "\uFFFD[31mred\uFFFD", 0, 4)]
    [InlineData("    \tx = 1;", 6, 7, "x = 1;", 0, 1)]
    [InlineData("short", 99, 100, "short", 5, 1)]
    [InlineData("", 1, 5, "", 0, 1)]
    public void Code_cannot_steer_the_terminal_and_a_span_outside_it_does_no_harm(string line, int column, int endColumn, string code, int offset,
        int length) =>
        Assert.Equal(new CodeExcerpt(code, offset, length), CodeExcerpt.Of(line, new("A.cs", 1, column, 1, endColumn), width: null));

    [Fact]
    public void Carets_stop_at_the_end_of_the_first_line_of_a_longer_span() =>
        Assert.Equal(new CodeExcerpt("Call(a,", 0, 7), CodeExcerpt.Of("    Call(a,  ", new("A.cs", 1, 5, 3, 2), width: 80));

    [Theory]
    [InlineData("warning", "warning", 1, 1)]
    [InlineData("warning", "error", 0, 1)]
    [InlineData("warning", "info", 1, 2)]
    [InlineData("info", "none", 0, 2)]
    public void The_exit_code_follows_fail_on_and_a_failing_finding_is_shown(string shown, string failOn, int exitCode, int listed)
    {
        using var tree = new SourceTree();
        ScanReport report = Report(tree, Finding(tree, "GRACE1001", Severity.Warning, 1, 1, 2), Finding(tree, "GRACE1002", Severity.Info, 1, 1, 2));
        var options = new ScanOptions(Parse(shown)!.Value, Parse(failOn), [], Json: false);

        ScanVerdict verdict = ScanVerdict.Of(report, options);

        Assert.Equal(exitCode, verdict.ExitCode);
        Assert.Equal(listed, verdict.Shown.Count);

        static Severity? Parse(string word) => Enum.TryParse(word, ignoreCase: true, out Severity severity) ? severity : null;
    }

    [Fact]
    public void Suppressed_findings_do_not_fail_a_run_and_errors_outrank_findings()
    {
        using var tree = new SourceTree();
        Finding finding = Finding(tree, "GRACE1001", Severity.Error, 1, 1, 2);

        Assert.Equal(0, ScanVerdict.Of(Report(tree, finding with { Suppressed = true }), Defaults).ExitCode);
        Assert.Equal(2, ScanVerdict.Of(Report(tree, finding) with { Errors = [new("Service", "broken", [])] }, Defaults).ExitCode);
    }

    [Fact]
    public void A_rule_filter_hides_the_others_and_a_rule_that_does_not_exist_is_an_error()
    {
        using var tree = new SourceTree();
        ScanReport report = Report(tree, Finding(tree, "GRACE1001", Severity.Warning, 1, 1, 2));

        ScanVerdict other = ScanVerdict.Of(report, Defaults with { Rules = ["GRACE1002"] });
        ScanVerdict unknown = ScanVerdict.Of(report, Defaults with { Rules = ["GRACE7777"] });

        Assert.Equal((0, 0), (other.ExitCode, other.Shown.Count));
        Assert.Equal(2, unknown.ExitCode);
        Assert.Equal("GRACE7777 is not a rule of this version; 'graceful explain' lists them", Assert.Single(unknown.Errors).Message);
    }

    [Fact]
    public void Target_frameworks_merge_and_places_come_in_order()
    {
        using var tree = new SourceTree();
        Finding later = Finding(tree, "GRACE1001", Severity.Warning, 9, 1, 2);
        Finding first = Finding(tree, "GRACE1001", Severity.Warning, 2, 1, 2);

        IReadOnlyList<Finding> merged = ScanReport.Merge([later, first with { Suppressed = true }, first with { Severity = Severity.Error }, later]);

        Assert.Equal([2, 9], merged.Select(finding => finding.Span.Line));
        Assert.Equal((Severity.Error, false), (merged[0].Severity, merged[0].Suppressed));
    }

    private static string Render(ScanReport report, ScanOptions options, int? width)
    {
        using var output = new StringWriter();
        Terminal terminal = Terminals.Over(output, redirected: true) with { Width = width };
        new HumanReport(terminal, report.Root).Write(report, ScanVerdict.Of(report, options), TimeSpan.FromSeconds(1.5));
        return output.ToString();
    }

    private static ScanReport Report(SourceTree tree, params Finding[] findings) => new(
        tree.Root, findings, [new("Service", tree.Path("Service.csproj"), ["net8.0"], Analysed: true)], [], new HashSet<string> { "GRACE1001", "GRACE1002" });

    private static Finding Finding(SourceTree tree, string rule, Severity severity, int line, int column, int endColumn) => new(
        rule, "NameOfRule", severity, "The [reason] why.", new(tree.Path("A.cs"), line, column, line, endColumn), $"https://example.org/{rule}", "Service",
        "safe", false, []);
}
