using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Service;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Processes;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills;

/// <summary>Real services, real signals. One at a time: two of them would share the machine's cores.</summary>
[Collection(ServiceTests.Name)]
public sealed class DrillTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-service").FullName;
    private readonly string _origin = $"http://127.0.0.1:{LoopbackPort.Free()}";

    private string Port => new Uri(_origin).Port.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task The_correct_service_passes()
    {
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/health/ready", "--url", _origin + "/v1/chat/", "--body", """{"prompt":"hi"}""", "--warm-up", "2s", "--concurrency", "10",
            "--", "dotnet", DrillOnService.PathOf("QuietPath"), "--urls", _origin, "--FakeModel:Delay=00:00:00.050", "--Drain:Delay=00:00:01",
            $"--ConnectionStrings:Chat=Data Source={Path.Combine(_folder, "quiet.db")}", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Warning");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.Equal((0, 0, 0), (drill.Count("truncated"), drill.Count("reset"), drill.Count("hung")));
        Assert.True(drill.Cycle(0).GetProperty("inFlight").GetInt32() > 0, drill.ToString());
        Assert.Equal(0, drill.Cycle(0).GetProperty("exitCode").GetInt32());
        Assert.False(drill.Cycle(0).GetProperty("late").GetBoolean());
        Assert.Contains(drill.Report.GetProperty("readiness").EnumerateArray(),
            change => change.GetProperty("status").ValueKind == System.Text.Json.JsonValueKind.Number && change.GetProperty("status").GetInt32() == 503);
        Assert.Equal("the last event: event: done", drill.Report.GetProperty("plan").GetProperty("requests")[0].GetProperty("ending").GetString());
        Assert.Contains("Suggested: ShutdownTimeout", drill.Output, StringComparison.Ordinal);
        Assert.Equal("0", drill.JUnit!.Element("testsuite")!.Attribute("failures")!.Value);
        Assert.Contains("<svg", drill.Html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_broken_service_fails_with_streams_cut_off()
    {
        string service = await ChatServiceBuild.DllAsync();
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/healthz/ready", "--url", _origin + "/chat", "--body", """{"message":"hi"}""", "--warm-up", "2s", "--concurrency", "8",
            "--grace", "2s",
            "--", "dotnet", service, "--urls", _origin, "--Model:WordDelay=00:00:00.100", $"--Database:Path={Path.Combine(_folder, "chat.db")}");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Count("truncated") + drill.Count("reset") > 0, drill.ToString());
        Assert.True(drill.Cycle(0).GetProperty("late").GetBoolean());
        Assert.Contains("Failed:", drill.Output, StringComparison.Ordinal);
        XElement[] failures = [.. drill.JUnit!.Descendants("failure")];
        Assert.Contains(failures, failure => failure.Parent!.Attribute("name")!.Value is "truncated" or "reset");
        Assert.Contains(failures, failure => failure.Parent!.Attribute("name")!.Value == "late");
        Assert.True(drill.Html.Contains("class=\"bar truncated\"", StringComparison.Ordinal)
            || drill.Html.Contains("class=\"bar reset\"", StringComparison.Ordinal));
    }

    [NodeFact]
    public async Task A_service_in_another_language_that_finishes_its_streams_passes()
    {
        DrillOnService drill = await Node("finish");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.True(drill.Count("completed") > 3, drill.ToString());
    }

    [NodeFact]
    public async Task A_service_that_ends_its_streams_cleanly_but_early_fails()
    {
        DrillOnService drill = await Node("truncate");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Count("truncated") > 0, drill.ToString());
        Assert.Contains("a clean end without the terminal marker", drill.Output, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Streams_that_stay_open_after_the_service_is_gone_hang()
    {
        DrillOnService drill = await Node("bequeath", 100_000, "/stream", "--endless");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Count("hung") > 0, drill.ToString());
        Assert.Equal(0, drill.Count("completed"));
        Assert.Contains("after the service had ended", drill.Output, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Past_the_deadline_the_service_is_killed_and_is_late()
    {
        DrillOnService drill = await Node("ignore", "--grace", "1s");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Cycle(0).GetProperty("late").GetBoolean());
        Assert.Equal(137, drill.Cycle(0).GetProperty("exitCode").GetInt32());
        Assert.Contains("late 1", drill.Output, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task Streams_that_end_in_band_are_resumed_after_the_restart_over_several_cycles()
    {
        DrillOnService drill = await Node("notify", "--cycles", "2", "--restart", "--resume", "--every", "1s..2s");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.Equal(2, drill.Report.GetProperty("cycles").GetArrayLength());
        Assert.True(drill.Count("endedInBand") > 0, drill.ToString());
        Assert.True(drill.Report.GetProperty("resumed").GetInt32() > 0, drill.ToString());
        Assert.Contains(drill.Report.GetProperty("requests").EnumerateArray(), request =>
            request.GetProperty("resumes").ValueKind == System.Text.Json.JsonValueKind.Number && request.GetProperty("outcome").GetString() == "completed");
    }

    [NodeFact]
    public async Task An_endless_stream_passes_when_it_says_that_the_server_leaves()
    {
        DrillOnService drill = await Node("notify", 100_000, "/stream", "--endless");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.Equal(0, drill.Count("completed"));
        Assert.True(drill.Count("endedInBand") > 0, drill.ToString());
        Assert.DoesNotContain("Suggested: ShutdownTimeout", drill.Output, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task An_endless_stream_that_just_ends_is_truncated()
    {
        DrillOnService drill = await Node("truncate", 100_000, "/stream", "--endless");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Count("truncated") > 0, drill.ToString());
    }

    [NodeTheory]
    [InlineData("finish", 0, "completed")]
    [InlineData("notify", 0, "endedInBand")]
    [InlineData("truncate", 1, "reset")]
    public async Task WebSockets_are_judged_by_their_close_frames(string manner, int exitCode, string outcome)
    {
        DrillOnService drill = await Node(manner, 30, "/socket", []);

        Assert.True(drill.ExitCode == exitCode, drill.ToString());
        Assert.Contains(drill.Report.GetProperty("requests").EnumerateArray(), request =>
            request.GetProperty("outcome").GetString() == outcome && request.GetProperty("phase").GetString() == "inFlight");
        Assert.True(drill.Count("completed") > 0, drill.ToString());
    }

    [NodeFact]
    public async Task The_signal_goes_to_the_process_that_listens_and_nothing_outlives_the_drill()
    {
        // A shell that neither forwards the signal nor waits for its other child, which has a process group of its own.
        string pids = Path.Combine(_folder, "pids");
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "5",
            "--", "bash", "-c", $"set -m; sleep 600 & echo $! > '{pids}'; set +m; node '{DrillOnService.ServiceScript}' {Port} finish; true");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.StartsWith("node", drill.Cycle(0).GetProperty("receiver").GetString(), StringComparison.Ordinal);
        await AssertGoneAsync(int.Parse(await File.ReadAllTextAsync(pids), CultureInfo.InvariantCulture));
    }

    [NodeFact]
    public async Task Nothing_outlives_a_drill_that_is_killed()
    {
        string pids = Path.Combine(_folder, "pids");
        using Process drill = Command.Start(_folder, new Dictionary<string, string?>(), "dotnet", DrillOnService.PathOf("ToolPath"), "drill",
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--complete", "nothing",
            "--warm-up-limit", "100s", "--warm-up", "100s", "--", "bash", "-c", $"set -m; sleep 600 & echo $! > '{pids}.new'; echo $$ >> '{pids}.new'; "
                + $"mv '{pids}.new' '{pids}'; exec node '{DrillOnService.ServiceScript}' {Port}");
        try
        {
            // The warm-up is announced once the service is up.
            using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));
            while (await drill.StandardError.ReadLineAsync(bound.Token) is { } line && !line.StartsWith("Warming up", StringComparison.Ordinal))
            {
            }
        }
        finally
        {
            drill.Kill();
        }

        await drill.WaitForExitAsync();
        string[] left = await File.ReadAllLinesAsync(pids);
        Assert.Equal(2, left.Length);
        foreach (string process in left)
        {
            await AssertGoneAsync(int.Parse(process, CultureInfo.InvariantCulture));
        }
    }

    [NodeFact]
    public async Task A_running_process_is_drilled_by_its_id()
    {
        using Process service = Command.Start(_folder, new Dictionary<string, string?>(), "node", DrillOnService.ServiceScript, Port, "finish");
        try
        {
            DrillOnService drill = await DrillOnService.RunAsync(
                "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "5", "--pid",
                service.Id.ToString(CultureInfo.InvariantCulture));

            Assert.True(drill.ExitCode == 0, drill.ToString());
            await service.WaitForExitAsync().WaitAsync(TimeSpan.FromMinutes(1));
            Assert.Equal(0, service.ExitCode);
        }
        finally
        {
            if (!service.HasExited)
            {
                service.Kill();
            }
        }
    }

    [NodeFact]
    public async Task A_service_elsewhere_is_stopped_and_started_by_commands()
    {
        string pid = Path.Combine(_folder, "pid");
        string start = StartInBackground(pid, Port);
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "5", "--cycles", "2",
            "--stop-command", StopAndWait(pid),
            "--start-command", start);
        try
        {
            Assert.True(drill.ExitCode == 0, drill.ToString());
            Assert.Equal(2, drill.Report.GetProperty("cycles").GetArrayLength());
        }
        finally
        {
            await KillAsync(pid);
        }
    }

    [NodeFact]
    public async Task A_published_port_that_takes_connections_for_nobody_turns_them_away()
    {
        // As with docker stop: the port outlives the listener behind it, here for a second and a half.
        (string pid, string behind) = (Path.Combine(_folder, "pid"), LoopbackPort.Free());
        using Process proxy = Command.Start(_folder, new Dictionary<string, string?>(), "node", DrillOnService.Script("port-proxy.mjs"), Port, behind);
        try
        {
            Assert.Equal("open", await proxy.StandardOutput.ReadLineAsync());
            string start = StartInBackground(pid, behind, " 30");
            using Process first = Command.Start(_folder, new Dictionary<string, string?>(), "sh", "-c", start);
            await first.WaitForExitAsync();
            DrillOnService drill = await DrillOnService.RunAsync(
                "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "5", "--cycles", "2",
                "--stop-command", StopAndWait(pid), "--start-command", start);

            Assert.True(drill.ExitCode == 0, drill.ToString());
            Assert.True(drill.Count("refused") > 0, drill.ToString());
        }
        finally
        {
            proxy.Kill();
            await KillAsync(pid);
        }
    }

    [NodeFact]
    public async Task A_service_that_aborts_what_it_has_in_hand_fails()
    {
        // Newcomers every 10 ms: some have been in hand for most of the 80 ms that an answer takes.
        DrillOnService drill = await Node("abort", 1, "/slow", "--drain-rate", "100");

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Count("reset") > 0, drill.ToString());
    }

    [NodeFact]
    public async Task A_stop_command_that_takes_longer_than_the_grace_is_late()
    {
        // Longer than the drill waits after a SIGKILL.
        string pid = Path.Combine(_folder, "pid");
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "3", "--grace", "500ms",
            "--stop-command", $"kill -TERM $(cat '{pid}'); sleep 12",
            "--start-command", StartInBackground(pid, Port));

        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Cycle(0).GetProperty("late").GetBoolean());
        Assert.True(drill.Cycle(0).GetProperty("timeToExit").GetDouble() >= 12, drill.ToString());
        Assert.Contains($"late: {DurationText.Format(TimeSpan.FromSeconds(drill.Cycle(0).GetProperty("timeToExit").GetDouble()))}", drill.Output,
            StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task What_a_killed_service_left_behind_is_ended_before_the_restart()
    {
        // The shell dies, its worker goes on listening.
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--warm-up", "500ms", "--concurrency", "3", "--cycles", "2", "--every", "500ms",
            "--signal", "SIGKILL", "--signal-to", "command",
            "--", "sh", "-c", $"node '{DrillOnService.ServiceScript}' {Port} finish & wait");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.Equal([137, 137], drill.Report.GetProperty("cycles").EnumerateArray().Select(cycle => cycle.GetProperty("exitCode").GetInt32()));
    }

    [Fact]
    public async Task A_certificate_that_is_not_trusted_is_named()
    {
        await using var server = new UntrustedServer();
        using Process service = Command.Start(_folder, new Dictionary<string, string?>(), "sleep", "600");
        try
        {
            DrillOnService drill = await DrillOnService.RunAsync(
                "--ready", server.Origin + "/ready", "--url", server.Origin + "/", "--ready-timeout", "6s", "--pid",
                service.Id.ToString(CultureInfo.InvariantCulture));

            Assert.Equal(2, drill.ExitCode);
            Assert.Contains("certificate", drill.Error, StringComparison.Ordinal);
            Assert.Contains("--insecure accepts any certificate", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
            Assert.DoesNotContain("refuses connections", drill.Error, StringComparison.Ordinal);
        }
        finally
        {
            service.Kill();
        }
    }

    [Fact]
    public async Task A_service_that_is_never_ready_shows_its_last_output()
    {
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/", "--ready-timeout", "3s", "--", "sh", "-c", "echo waiting for the database; sleep 600");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("was not ready within 3 s", drill.Error, StringComparison.Ordinal);
        Assert.Contains("waiting for the database", drill.Error, StringComparison.Ordinal);
        Assert.Equal("1", drill.JUnit!.Element("testsuite")!.Attribute("errors")!.Value);
    }

    // Nobody knows whether a line without an end is whole until the pipe ends, and in the second case that comes after the exit.
    [Theory]
    [InlineData("echo no configuration; exit 3")]
    [InlineData("printf 'no configuration'; sleep 0.2 & exit 3")]
    public async Task A_service_that_ends_at_once_shows_its_exit_code_and_last_output(string service)
    {
        DrillOnService drill = await DrillOnService.RunAsync("--ready", _origin + "/ready", "--url", _origin + "/", "--", "sh", "-c", service);

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("ended before it was ready (exit code 3)", drill.Error, StringComparison.Ordinal);
        Assert.Contains("no configuration", drill.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_taken_port_is_named_together_with_its_owner()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        string origin = $"http://127.0.0.1:{port.ToString(CultureInfo.InvariantCulture)}";

        DrillOnService drill = await DrillOnService.RunAsync("--ready", origin + "/ready", "--url", origin + "/", "--", "sh", "-c", "sleep 600");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains($"Port {port.ToString(CultureInfo.InvariantCulture)} is already taken", drill.Error, StringComparison.Ordinal);
        if (OperatingSystem.IsLinux())
        {
            Assert.Contains($"(process {Environment.ProcessId.ToString(CultureInfo.InvariantCulture)})", drill.Error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_port_of_readiness_must_be_free_too()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        string port = ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);

        DrillOnService drill = await DrillOnService.RunAsync("--ready", $"http://127.0.0.1:{port}/ready", "--url", _origin + "/", "--ready-timeout", "2s", "--",
            "sh", "-c", "sleep 600");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains($"Port {port} is already taken", drill.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_exist_is_named()
    {
        DrillOnService drill = await DrillOnService.RunAsync("--ready", _origin + "/ready", "--url", _origin + "/", "--", "no-such-service");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("The command 'no-such-service' was not found.", drill.Error, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task A_request_that_does_not_fit_the_service_is_explained_instead_of_judged()
    {
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/ready", "--complete", "never written", "--warm-up", "3s", "--url", _origin + "/stream",
            "--method", "BREW",
            "--", "node", DrillOnService.ServiceScript, Port);

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("HTTP 400", drill.Error, StringComparison.Ordinal);
    }

    [NodeFact]
    public async Task A_pattern_that_no_undisturbed_answer_matches_is_refused()
    {
        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", _origin + "/ready", "--url", _origin + "/stream", "--complete", "event: end$", "--warm-up", "3s", "--warm-up-limit", "4s",
            "--", "node", DrillOnService.ServiceScript, Port, "finish", "2");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("--complete 'event: end$' matched no undisturbed answer of GET", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("event: done", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    private Task<DrillOnService> Node(string manner, params string[] options) => Node(manner, 30, "/stream", options);

    private Task<DrillOnService> Node(string manner, int events, string path, params string[] options) => DrillOnService.RunAsync(
    [
        "--ready", _origin + "/ready", "--url", (path == "/socket" ? "ws" + _origin["http".Length..] : _origin) + path, "--warm-up", "1s", "--concurrency",
        "10", .. options,
        "--", "node", DrillOnService.ServiceScript, Port, manner, events.ToString(CultureInfo.InvariantCulture),
    ]);

    private static string StartInBackground(string pidFile, string port, string events = "") =>
        $"node '{DrillOnService.ServiceScript}' {port} finish{events} > /dev/null 2>&1 & echo $! > '{pidFile}'";

    private static string StopAndWait(string pidFile) =>
        $"kill -TERM $(cat '{pidFile}'); while kill -0 $(cat '{pidFile}') 2>/dev/null; do sleep 0.05; done";

    private static async Task KillAsync(string pidFile)
    {
        if (File.Exists(pidFile))
        {
            using Process kill = Process.Start("kill", ["-KILL", (await File.ReadAllTextAsync(pidFile)).Trim()]);
            await kill.WaitForExitAsync();
        }
    }

    private static async Task AssertGoneAsync(int id) => await ProcessEnd.OfAsync(id, new DrillClock()).WaitAsync(TimeSpan.FromSeconds(30));
}
