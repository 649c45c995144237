using System.CommandLine;
using GracefulAnalyzers.Cli.Drill;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Options;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Reports.Html;

namespace GracefulAnalyzers.Drills;

public sealed class DrillArgumentTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-file").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private const string Url = "http://127.0.0.1:5999/";

    [Theory]
    [InlineData("--url and --ready are missing", "--", "true")]
    [InlineData("--ready is missing", "--url", Url, "--", "true")]
    [InlineData("'/chat' is not a value of --url", "--ready", Url, "--url", "/chat", "--", "true")]
    [InlineData("is not on this machine", "--ready", Url, "--url", "http://192.0.2.1/", "--", "true")]
    [InlineData("is not on this machine", "--ready", "http://192.0.2.1/", "--url", Url, "--", "true")]
    [InlineData("What should be drilled?", "--ready", Url, "--url", Url)]
    [InlineData("are three ways", "--ready", Url, "--url", Url, "--pid", "1", "--", "true")]
    [InlineData("need --start-command", "--ready", Url, "--url", Url, "--pid", "1", "--cycles", "2")]
    [InlineData("'soon' is not a value of --grace; write a duration", "--ready", Url, "--url", Url, "--grace", "soon", "--", "true")]
    [InlineData("'60s..20s' is not a value of --every", "--ready", Url, "--url", Url, "--cycles", "2", "--every", "60s..20s", "--", "true")]
    [InlineData("say how many with --cycles", "--ready", Url, "--url", Url, "--every", "20s", "--", "true")]
    [InlineData("'lambda' is not a profile; use k8s-default", "--ready", Url, "--url", Url, "--profile", "lambda", "--", "true")]
    [InlineData("'SIGSTOP' is not a value of --signal", "--ready", Url, "--url", Url, "--signal", "sigstop", "--", "true")]
    [InlineData("'cut=0' is not a limit", "--ready", Url, "--url", Url, "--fail-on", "cut=0", "--", "true")]
    [InlineData("is not a value of --complete", "--ready", Url, "--url", Url, "--complete", "(", "--", "true")]
    [InlineData("'X' is not a header", "--ready", Url, "--url", Url, "--header", "X", "--", "true")]
    [InlineData("'--nonsense' is not an option here", "--ready", Url, "--url", Url, "--nonsense", "--", "true")]
    [InlineData("There is no process 999999999", "--ready", Url, "--url", Url, "--pid", "999999999")]
    [InlineData("no-such-file.json cannot be read", "--file", "no-such-file.json")]
    [InlineData("The body cannot be read", "--ready", Url, "--url", Url, "--body-file", "no-such-body", "--", "true")]
    [InlineData("--publish needs --ledger", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/work", "--", "true")]
    [InlineData("--ledger needs --publish", "--ready", Url, "--url", Url, "--ledger", "ledger", "--", "true")]
    [InlineData("need --publish and --ledger", "--ready", Url, "--url", Url, "--messages", "5", "--", "true")]
    [InlineData("'kafka://127.0.0.1/work' is not a value of --publish", "--ready", Url, "--url", Url, "--publish", "kafka://127.0.0.1/work", "--ledger",
        "ledger", "--", "true")]
    [InlineData("'colour' is no setting of a redis queue", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/work?colour=red", "--ledger", "ledger",
        "--", "true")]
    [InlineData("'sqlite:chat.db' is not a value of --ledger", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/work", "--ledger",
        "sqlite:chat.db", "--", "true")]
    [InlineData("rabbitmq://192.0.2.1/work is not on this machine", "--ready", Url, "--url", Url, "--publish", "rabbitmq://me:secret@192.0.2.1/work",
        "--ledger", "ledger", "--", "true")]
    [InlineData("must contain {id} or {guid}", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/work?type=list", "--message-body", "x", "--ledger",
        "ledger", "--", "true")]
    [InlineData("rabbitmq://127.0.0.1:1/work cannot be used", "--ready", Url, "--url", Url, "--publish", "rabbitmq://127.0.0.1:1/work", "--ledger", "ledger",
        "--", "true")]
    [InlineData("redis://127.0.0.1:1/work cannot be used", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1:1/work", "--ledger", "ledger", "--",
        "true")]
    [InlineData("--concurrency must be at least 1", "--ready", Url, "--url", Url, "--concurrency", "0", "--", "true")]
    [InlineData("'' is not an HTTP method", "--ready", Url, "--url", Url, "--method", "", "--", "true")]
    [InlineData("'X Y' is not the name of a header", "--ready", Url, "--url", "ws://127.0.0.1:5999/", "-H", "X Y: 1", "--", "true")]
    [InlineData("The value of the header X cannot be sent", "--ready", Url, "--url", Url, "-H", "X: é", "--", "true")]
    [InlineData("'' names no limit, so every drill would pass", "--ready", Url, "--url", Url, "--fail-on", "", "--", "true")]
    [InlineData("--file '' cannot be read", "--file", "")]
    [InlineData("The body cannot be read from ''", "--ready", Url, "--url", Url, "--body-file", "", "--", "true")]
    [InlineData("--body and --body-file are two ways", "--ready", Url, "--url", Url, "--body-file", "x", "--body", "y", "--", "true")]
    [InlineData("--endless and --complete contradict each other", "--ready", Url, "--url", Url, "--endless", "--complete", "y", "--", "true")]
    [InlineData("--start-command goes with --pid or --stop-command", "--ready", Url, "--url", Url, "--start-command", "true", "--", "true")]
    [InlineData("--signal-to goes with a command", "--ready", Url, "--url", Url, "--signal-to", "listener", "--pid", "1")]
    [InlineData("'' is not a value of --stop-command", "--ready", Url, "--url", Url, "--stop-command", "")]
    [InlineData("has an empty program", "--ready", Url, "--url", Url, "--", "")]
    [InlineData("--publish with --pid needs --start-command", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/work", "--ledger", "ledger",
        "--pid", "1")]
    [InlineData("--service-log needs the path of a file", "--ready", Url, "--url", Url, "--service-log", "", "--", "true")]
    [InlineData("'.' is a folder; --service-log needs the path of a file", "--ready", Url, "--url", Url, "--service-log", ".", "--", "true")]
    [InlineData("'rabbitmq://***@127.0.0.1' is not a value of --publish", "--ready", Url, "--url", Url, "--publish", "rabbitmq://me:secret@127.0.0.1",
        "--ledger", "ledger", "--", "true")]
    [InlineData("'redis://***@127.0.0.1/w' is not a value of --publish", "--ready", Url, "--url", Url, "--publish", "redis://me:secret/@127.0.0.1/w",
        "--ledger", "ledger", "--", "true")]
    [InlineData("'postgres://***@127.0.0.1/db' is not a value of --ledger", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/w", "--ledger",
        "postgres://me:secret@127.0.0.1/db", "--", "true")]
    [InlineData("http://192.0.2.1/ids is not on this machine", "--ready", Url, "--url", Url, "--publish", "redis://127.0.0.1/w", "--ledger",
        "http://me:secret@192.0.2.1/ids", "--", "true")]
    [InlineData("http://192.0.2.1/ is not on this machine", "--ready", Url, "--url", "http://me:secret@192.0.2.1/", "--", "true")]
    public async Task What_is_missing_or_malformed_is_explained(string message, params string[] arguments)
    {
        DrillOnService drill = await DrillOnService.RunAsync(arguments);

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains(message, drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", drill.Error, StringComparison.Ordinal);
        Assert.Empty(drill.Output);
    }

    [Theory]
    [InlineData("A request in the drill file is null", """{ "requests": [null] }""")]
    [InlineData("A request in the drill file has no url", """{ "requests": [{}] }""")]
    [InlineData("A request in the drill file has no url", """{ "url": [null] }""")]
    [InlineData("url and requests in the drill file are two ways", """{ "url": "http://127.0.0.1/", "requests": [{ "url": "http://127.0.0.1/" }] }""")]
    [InlineData("or null for a word", """{ "url": "http://127.0.0.1/", "command": ["true", null] }""")]
    [InlineData("The value of the header X cannot be sent", """{ "url": "http://127.0.0.1/", "headers": { "X": null } }""")]
    [InlineData("--html needs the path of a file", """{ "url": "http://127.0.0.1/", "html": "" }""")]
    [InlineData("'file/report.xml', which --junit names, cannot be written", """{ "url": "http://127.0.0.1/", "junit": "file/report.xml" }""")]
    [InlineData("each needs a file of its own", """{ "url": "http://127.0.0.1/", "html": "report", "json": "./report" }""")]
    public void What_is_wrong_in_a_drill_file_is_explained(string message, string text)
    {
        File.WriteAllText(Path.Combine(_folder, "file"), "");

        DrillRefusedException refused = Assert.Throws<DrillRefusedException>(
            () => Plan(text, ["--ready", Url, .. text.Contains("command", StringComparison.Ordinal) ? Array.Empty<string>() : ["--", "true"]]));

        Assert.Contains(message, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_command_line_wins_over_every_request_of_the_drill_file()
    {
        const string Text = """
            {
              "command": ["dotnet", "Chat.dll"], "ready": "http://localhost:5080/ready", "method": "PATCH", "headers": { "X-All": "all", "Authorization": "file" }, "in-band": "all", "json": "file.json",
              "requests": [
                { "url": "http://localhost:5080/chat", "method": "PUT", "body": "file", "headers": { "authorization": "request" }, "concurrency": 150, "complete": "file", "in-band": "request" },
                { "url": "http://localhost:5080/ask", "body-file": "no-such-file", "endless": true }
              ]
            }
            """;
        RequestPlan[] unchanged = [.. Plan(Text, "--body", "flag").Load.Requests];
        DrillPlan plan = Plan(
            Text, "--pid", "7", "--concurrency", "5", "--method", "POST", "--body", "flag", "--complete", "flag", "--in-band", "flag", "--json", "flag.json",
            "-H", "AUTHORIZATION: flag");

        Assert.Equal(["PUT", "PATCH"], unchanged.Select(request => request.Method.Method));
        Assert.Equal(["request", "all"], unchanged.Select(request => request.InBand!.ToString()));
        Assert.Equal([(false, "file"), (true, null)], unchanged.Select(request => (request.Endless, request.Complete?.ToString())));
        Assert.Equal([150, 20], unchanged.Select(request => request.Concurrency));
        Assert.Equal([new("authorization", "request"), new("X-All", "all")], unchanged[0].Headers);

        Assert.Equal(new ServiceAccess.Attached(7, null), plan.Service);
        Assert.Equal(Path.Combine(_folder, "flag.json"), plan.Files.Json);
        Assert.Equal([3, 2], plan.Load.Requests.Select(request => request.Concurrency));
        Assert.All(plan.Load.Requests, request =>
        {
            Assert.Equal(("POST", "flag", "flag", "flag", false),
                (request.Method.Method, request.Body, request.Complete!.ToString(), request.InBand!.ToString(), request.Endless));
            Assert.Equal([new("AUTHORIZATION", "flag"), new("X-All", "all")], request.Headers);
        });
        Assert.True(Assert.Single(Plan(Text, "--url", "ws://localhost:5080/live", "--endless").Load.Requests)
            is { IsWebSocket: true, Endless: true, Complete: null });
    }

    [Fact]
    public void A_stop_command_may_leave_the_messages_to_other_replicas()
    {
        string[] arguments = ["--ready", Url, "--url", Url, "--stop-command", "true", "--publish", "redis://127.0.0.1/work", "--ledger"];

        DrillPlan plan = Plan("{}", [.. arguments, "http://localhost:5999/ids"]);

        Assert.Null(Assert.IsType<ServiceAccess.Commanded>(plan.Service).StartCommand);
        Assert.True(plan.Effects!.LedgerIsServed);
        Assert.False(Plan("{}", [.. arguments, "http://localhost:5998/ids"]).Effects!.LedgerIsServed);
    }

    [Fact]
    public void Files_that_can_be_written_are_left_as_they_were()
    {
        File.WriteAllText(Path.Combine(_folder, "old.json"), "old");

        DrillPlan plan = Plan("{}", "--ready", Url, "--url", Url, "--json", "old.json", "--html", "new/folder/drill.html", "--", "true");

        Assert.Equal("old", File.ReadAllText(plan.Files.Json!));
        Assert.False(File.Exists(plan.Files.Html));
        Assert.True(Directory.Exists(Path.GetDirectoryName(plan.Files.Html)));
    }

    private DrillPlan Plan(string file, params string[] arguments)
    {
        string path = Path.Combine(_folder, "drill-file.json");
        File.WriteAllText(path, file);
        ParseResult line = DrillCommand.Create().Parse(arguments);
        Assert.Empty(line.Errors);
        return new DrillPlanner(DrillSettings.Of(line), DrillFile.Read(path), _folder).Plan();
    }

    [Fact]
    public void Urls_are_suggested_from_the_project_that_the_command_runs()
    {
        string folder = Directory.CreateTempSubdirectory("graceful-suggest").FullName;
        try
        {
            Directory.CreateDirectory(Path.Combine(folder, "app", "Properties"));
            File.WriteAllText(Path.Combine(folder, "app", "App.csproj"), "<Project />");
            File.WriteAllText(Path.Combine(folder, "app", "Properties", "launchSettings.json"),
                """{"profiles":{"http":{"applicationUrl":"https://localhost:7001;http://*:7002"}}}""");
            File.WriteAllText(Path.Combine(folder, "app", "Program.cs"),
                """app.MapHealthChecks("/live"); app.MapHealthChecks("/ready"); app.MapGet("/items/{id}", X); app.MapPost("/chat", Y);""");

            IReadOnlyList<string> lines = UrlSuggestions.For(["dotnet", "run", "--project", "app"], folder);

            Assert.Equal(["--ready http://127.0.0.1:7002/ready (from launchSettings.json)", "--url http://127.0.0.1:7002/chat"], lines);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_drill_file_says_what_the_command_line_says_and_more()
    {
        const string Text = """
            {
              // Comments are allowed.
              "command": ["dotnet", "Chat.dll"],
              "ready": "http://localhost:5080/ready",
              "grace": "20s",
              "requests": [
                { "url": "http://localhost:5080/chat", "body": { "message": "hi" }, "headers": { "X-User": "1" }, "concurrency": 150 },
                { "url": "ws://localhost:5080/live", "concurrency": 50, "endless": true }
              ],
            }
            """;

        DrillPlan plan = Plan(Text, "--grace", "5s");

        Assert.Equal(TimeSpan.FromSeconds(5), plan.Grace);
        Assert.Equal(["dotnet", "Chat.dll"], Assert.IsType<ServiceAccess.Started>(plan.Service).Command);
        Assert.Equal(("POST", """{ "message": "hi" }""", 150),
            (plan.Load.Requests[0].Method.Method, plan.Load.Requests[0].Body, plan.Load.Requests[0].Concurrency));
        Assert.True(plan.Load.Requests[1] is { IsWebSocket: true, Endless: true });
        Assert.Equal(200, plan.Load.Rate);
    }

    [Fact]
    public void An_unknown_key_in_a_drill_file_is_named()
    {
        string path = Path.Combine(_folder, "drill.json");
        File.WriteAllText(path, """{ "greace": "20s" }""");

        Assert.Contains("greace", Assert.Throws<DrillRefusedException>(() => DrillFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("500ms", 0.5)]
    [InlineData("30s", 30.0)]
    [InlineData("30", 30.0)]
    [InlineData("1.5m", 90.0)]
    [InlineData("00:00:30", 30.0)]
    [InlineData("-1s", null)]
    [InlineData("s", null)]
    [InlineData("", null)]
    [InlineData("1e9h", null)]
    public void Durations_are_read_as_people_write_them(string text, double? seconds) =>
        Assert.Equal(seconds, DurationText.TryParse(text, out TimeSpan duration) ? duration.TotalSeconds : null);

    [Fact]
    public void A_suggestion_leaves_a_margin_above_the_longest_work()
    {
        Percentiles percentiles = Percentiles.Of(Enumerable.Range(1, 100).Select(second => TimeSpan.FromSeconds(second)))!;
        GraceSuggestion suggestion = GraceSuggestion.Of(percentiles.P99, TimeSpan.FromSeconds(2.1), TimeSpan.FromSeconds(1), isLowerBound: false);

        Assert.Equal((50, 95, 99), (percentiles.P50.TotalSeconds, percentiles.P95.TotalSeconds, percentiles.P99.TotalSeconds));
        Assert.Equal((124, 3, 132),
            (suggestion.ShutdownTimeout.TotalSeconds, suggestion.DrainDelay.TotalSeconds, suggestion.TerminationGracePeriod.TotalSeconds));
    }

    [Fact]
    public void Bars_of_the_timeline_never_cover_each_other()
    {
        RequestRecord[] requests = [.. Enumerable.Range(0, 60).Select(number => new RequestRecord(
            number, 0, TimeSpan.FromSeconds(number % 7), null, TimeSpan.FromSeconds((number % 7) + 1 + (number % 3)), Outcome.Completed, 200, 0, 0, ""))];

        IReadOnlyList<(RequestRecord Request, int Lane)> bars = TimelineLanes.Pack(requests);

        Assert.Equal(60, bars.Count);
        Assert.All(bars.GroupBy(bar => bar.Lane), lane => Assert.All(
            lane.OrderBy(bar => bar.Request.Started).Zip(lane.OrderBy(bar => bar.Request.Started).Skip(1)),
            pair => Assert.True(pair.First.Request.Ended <= pair.Second.Request.Started)));
    }

    [Fact]
    public void A_lane_of_the_timeline_belongs_to_its_owner_and_takes_the_request_that_came_before()
    {
        RequestRecord[] owners = [Request(1, 5, 9), Request(2, 3, 8)];
        RequestRecord[] others = [Request(3, 0, 2.9), Request(4, 0, 4.9), Request(5, 4, 6)];

        IEnumerable<(int, int)> bars = TimelineLanes.Pack(owners, others).Select(bar => (bar.Request.Number, bar.Lane));

        Assert.Equal([(1, 0), (2, 1), (3, 1), (4, 0), (5, 2)], bars);

        static RequestRecord Request(int number, double from, double to) =>
            new(number, 0, TimeSpan.FromSeconds(from), null, TimeSpan.FromSeconds(to), Outcome.Completed, 200, 0, 0, "");
    }

    [Theory]
    [InlineData("event: done\ndata: {}\n\n: ping\n\n", "done", "{}")]
    [InlineData("event: done\r\ndata: a\r\ndata: b\r\n\r\n", "done", "a\nb")]
    [InlineData("data: first\n\nid: 7\ndata:last", null, "last")]
    public void Events_are_read_byte_by_byte_as_the_standard_says(string text, string? type, string data)
    {
        var reader = new BodyReader(BodyFormat.ServerSentEvents);
        foreach (byte one in System.Text.Encoding.UTF8.GetBytes(text))
        {
            reader.Feed([one]);
        }

        Assert.Equal(new StreamEvent(type, data), reader.End(over: true).Last);
    }
}
