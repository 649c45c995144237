using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Reports.Html;
using GracefulAnalyzers.Cli.Shared;
using GracefulAnalyzers.Drills.Browser;

namespace GracefulAnalyzers.Drills;

/// <summary>What the reports say of drills made up for it.</summary>
public sealed class DrillReportTests
{
    [Fact]
    public void A_service_that_serves_to_its_exit_has_a_drain_delay()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport cycle = report.Cycles[0] with { ExitedAt = At(27.05), Deadline = At(42), LastAnsweredAt = At(26.95) };
        report = report with { Readiness = [new(At(1.2), ReadinessState.Ready, 200), new(At(27.1), ReadinessState.Unreachable, null)], Cycles = [cycle] };

        Assert.Equal(15, report.Suggestion!.DrainDelay.TotalSeconds);
        Assert.True(report.Suggestion.TerminationGracePeriod > cycle.TimeToExit);

        // Behind a command, others may have answered.
        Assert.Equal(0, (report with { Plan = report.Plan with { Service = new ServiceAccess.Commanded("stop", null) } }).Suggestion!.DrainDelay.TotalSeconds);

        // One that had to be killed shows no delay, and one that closed its listener is measured by that.
        Assert.Equal(0, (report with { Cycles = [cycle with { Late = true }] }).Suggestion!.DrainDelay.TotalSeconds);
        Assert.Equal(2, (report with { Readiness = [new(At(14), ReadinessState.Unreachable, null)] }).Suggestion!.DrainDelay.TotalSeconds);
    }

    [Fact]
    public void The_suggested_grace_is_no_shorter_than_a_stop_that_was_in_time()
    {
        GraceSuggestion suggestion = GraceSuggestion.Of(At(1), TimeSpan.Zero, longestExit: At(24.2), isLowerBound: false);

        Assert.Equal((5, 25), (suggestion.ShutdownTimeout.TotalSeconds, suggestion.TerminationGracePeriod.TotalSeconds));
    }

    [Fact]
    public void A_crash_is_not_measured_where_no_exit_code_is_known()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport known = report.Cycles[0];
        CycleReport unknown = known with { ExitCode = null };

        Assert.Equal(0, report.CountOf(Count.Crashed));
        Assert.Null((report with { Cycles = [known, unknown] }).CountOf(Count.Crashed));
        Assert.Equal(1, (report with { Cycles = [unknown, known with { ExitCode = 134 }] }).CountOf(Count.Crashed));
    }

    [Fact]
    public void An_error_that_arrived_whole_is_shown_by_its_status()
    {
        using var output = new StringWriter();
        DrillReport report = DrillSamples.Passed();

        new DrillConsoleReport(Terminals.Over(output, redirected: true)).Write(
            report with { Requests = [report.Requests[0] with { Outcome = Outcome.ServerError, Status = 500, Detail = "" }] });

        Assert.Contains("HTTP 500, 0 events, 0 bytes, before any signal", output.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("terminal marker", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_late_stop_command_was_not_killed()
    {
        using var output = new StringWriter();
        DrillReport report = DrillSamples.Passed();
        CycleReport late = report.Cycles[0] with { Late = true, ExitedAt = At(40), ExitCode = null };
        report = report with { Cycles = [late], Plan = report.Plan with { Service = new ServiceAccess.Commanded("stop", null) } };

        new DrillConsoleReport(Terminals.Over(output, redirected: true)).Write(report);

        Assert.Contains("late: 28", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("killed", output.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(">SIGKILL</text>", DrillHtml.Write(report), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_report_in_JSON_is_written_piece_by_piece()
    {
        DrillReport report = DrillSamples.Passed();
        report = report with { Requests = [.. Enumerable.Range(0, 5_000).Select(number => report.Requests[0] with { Number = number })] };
        using var stream = new MeasuredStream();

        await DrillJson.WriteAsync(report, "1.2.3", stream, CancellationToken.None);

        Assert.True(stream.Length > 1_000_000);
        Assert.InRange(stream.LongestWrite, 1, 200_000);
        JsonElement root = JsonDocument.Parse(stream.ToArray()).RootElement;
        Assert.Equal("1.2.3", root.GetProperty("toolVersion").GetString());
        Assert.Equal(Enumerable.Range(0, 5_000), root.GetProperty("requests").EnumerateArray().Select(request => request.GetProperty("number").GetInt32()));
    }

    [Fact]
    public void Of_very_many_cycles_only_the_first_and_the_failed_ones_are_drawn()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport[] cycles = [.. Enumerable.Range(1, 30).Select(number => report.Cycles[0] with { Number = number, ExitCode = number == 25 ? 134 : 0 })];

        string html = DrillHtml.Write(report with { Cycles = cycles });

        Assert.Equal(21, html.Split("<svg").Length - 1);
        Assert.Contains("<summary><h2>Cycle 25</h2>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<h2>Cycle 26</h2>", html, StringComparison.Ordinal);
        Assert.Equal([21, 22, 23, 24, 26, 27, 28, 29, 30],
            Enumerable.Range(1, 30).Where(number => html.Contains($"<tr><th scope=\"row\">{number}</th>", StringComparison.Ordinal)));
        Assert.Contains("the requests of the other 9.", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_failed_cycles_not_all_are_drawn()
    {
        DrillReport report = DrillSamples.Passed();
        CycleReport[] cycles = [.. Enumerable.Range(1, 130).Select(number => report.Cycles[0] with { Number = number, ExitCode = 134 })];

        string html = DrillHtml.Write(report with { Cycles = cycles });

        Assert.Equal(100, html.Split("<svg").Length - 1);
        Assert.Contains("<tr><th scope=\"row\">130</th>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Lost_and_doubled_that_were_not_measured_are_an_error_and_not_a_pass()
    {
        DrillReport passed = DrillSamples.Passed();
        var effects = new EffectPlan(QueueAddress.Parse("redis://127.0.0.1/work"), 9, EffectPlan.DefaultBody, LedgerAddress.Parse("ledger", "/"), At(1));
        DrillReport report = passed with { Plan = passed.Plan with { Effects = effects }, Effects = null, EffectRemark = "What was lost is not measured." };

        XElement suite = XElement.Parse(DrillJUnit.Write(report)).Element("testsuite")!;
        Assert.Equal("1", suite.Attribute("errors")!.Value);
        Assert.Equal(suite.Attribute("tests")!.Value, suite.Elements("testcase").Count().ToString(CultureInfo.InvariantCulture));
        Assert.Equal("What was lost is not measured.", suite.Descendants("error").Single().Attribute("message")!.Value);
        Assert.Contains("✗ Failed: What was lost is not measured.", DrillHtml.Write(report), StringComparison.Ordinal);
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private sealed class MeasuredStream : MemoryStream
    {
        public int LongestWrite { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            LongestWrite = Math.Max(LongestWrite, count);
            base.Write(buffer, offset, count);
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            LongestWrite = Math.Max(LongestWrite, buffer.Length);
            base.Write(buffer.Span);
            return ValueTask.CompletedTask;
        }

        public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
    }
}
