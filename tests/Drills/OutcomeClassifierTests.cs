using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Drills.Brokers;

namespace GracefulAnalyzers.Drills;

/// <summary>Every way in which an answer can go wrong, over real sockets, against what a person would call it.</summary>
[Collection(ServiceTests.Name)]
public sealed class OutcomeClassifierTests
{
    private const int Rounds = 16;

    // A detector of hangs that is broken must fail its test, not hang it.
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan HangAfter = TimeSpan.FromSeconds(10);

    private static readonly (string Complete, string Scheme, (string Behaviour, Outcome Outcome)[] Cases)[] Groups =
    [
        ("sse-complete", "http",
        [
            ("sse-complete", Outcome.Completed),
            ("sse-in-band", Outcome.EndedInBand),
            ("sse-in-band-json", Outcome.EndedInBand),
            ("sse-clean-early", Outcome.Truncated),
            ("sse-mentions-the-end", Outcome.Truncated),
            ("sse-empty", Outcome.Truncated),
            ("sse-cut", Outcome.Truncated),
            ("sse-cut-in-chunk", Outcome.Truncated),
            ("sse-reset", Outcome.Reset),
            ("sse-silent", Outcome.Hung),
            ("hang", Outcome.Hung),
            ("close-unanswered", Outcome.Reset),
            ("reset-unanswered", Outcome.Reset),
            ("cut-in-headers", Outcome.Reset),
            ("503-retry-after", Outcome.Refused),
            ("503", Outcome.ServerError),
            ("500", Outcome.ServerError),
            ("404", Outcome.Rejected),
        ]),
        ("lines-complete", "http", [("lines-complete", Outcome.Completed), ("lines-clean-early", Outcome.Truncated), ("lines-in-band", Outcome.EndedInBand)]),
        ("json-complete", "http", [("json-complete", Outcome.Completed), ("json-clean-early", Outcome.Truncated)]),
        ("text-complete", "http", [("text-complete", Outcome.Completed), ("text-clean-early", Outcome.Truncated)]),
        ("length-complete", "http", [("length-complete", Outcome.Completed), ("length-short", Outcome.Truncated)]),
        ("ws-complete", "ws",
        [
            ("ws-complete", Outcome.Completed),
            ("ws-clean-early", Outcome.Truncated),
            ("ws-going-away", Outcome.EndedInBand),
            ("ws-internal-error", Outcome.ServerError),
            ("ws-protocol-error", Outcome.ServerError),
            ("ws-own-code", Outcome.Truncated),
            ("ws-complete-own-code", Outcome.Completed),
            ("ws-in-band-internal-error", Outcome.EndedInBand),
            ("ws-cut", Outcome.Reset),
            ("ws-reset", Outcome.Reset),
        ]),
    ];

    [Fact]
    public async Task Five_hundred_requests_to_a_misbehaving_server_are_all_judged_right()
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.CreateWithoutReuse(Load());
        List<(string Behaviour, Outcome Expected, Uri Url, Ending Ending)> requests = [];
        foreach ((string complete, string scheme, (string, Outcome)[] cases) in Groups)
        {
            Ending ending = await LearnAsync(client, server.Url(complete, scheme));
            requests.AddRange(Enumerable.Range(0, Rounds).SelectMany(_ => cases).Select(entry =>
                (entry.Item1, entry.Item2, server.Url(entry.Item1, scheme), ending)));
        }

        Outcome[] judged = await Task.WhenAll(requests.Select(request => JudgeAsync(client, request.Url, request.Ending)));

        Assert.True(judged.Length >= 500, $"only {judged.Length} requests");
        Assert.Empty(requests.Zip(judged, (request, outcome) => (request.Behaviour, request.Expected, Judged: outcome))
            .Where(request => request.Expected != request.Judged).Distinct());
    }

    [Fact]
    public async Task A_client_that_has_read_the_terminal_marker_has_its_answer_even_if_the_connection_is_reset()
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.CreateWithoutReuse(Load());
        var given = new Ending.Given(SafeRegex.Create("event: done\ndata: .*\n$"));
        var plan = Plan(server.Url("sse-complete-then-reset"));
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(1));

        // The server waits for the client to go; the mark lets the client go.
        ExchangeResult result = await new HttpExchange(client, plan, new DrillClock(), HangAfter).RunAsync(new(null, null, given.Matches), bound.Token);

        Assert.Equal(WireEnd.Silent, result.Wire.End);
        Assert.Equal(Outcome.Completed, OutcomeClassifier.Classify(result.Wire, given, new InBandEnd(null)));
    }

    [Fact]
    public async Task A_port_that_nobody_listens_on_refuses()
    {
        Uri url;
        await using (var server = new MisbehavingServer())
        {
            url = server.Url("sse-complete");
        }

        using HttpMessageInvoker client = LoadClient.CreateWithoutReuse(Load());
        Assert.Equal(Outcome.Refused, await JudgeAsync(client, url, new Ending.Never()));
        Assert.Equal(Outcome.Refused, await JudgeAsync(client, new UriBuilder(url) { Scheme = "ws" }.Uri, new Ending.Never()));
    }

    [Theory]
    [InlineData("sse-complete", "http", "the last event: event: done")]
    [InlineData("lines-complete", "http", "the last event: done = true")]
    [InlineData("json-complete", "http", "the body is a whole JSON document")]
    [InlineData("text-complete", "http", "the body ends with -- end of answer --\\n")]
    [InlineData("length-complete", "http", "the body is as long as Content-Length says")]
    [InlineData("ws-complete", "ws", "the last event: done = true")]
    public async Task The_terminal_marker_is_learned_from_undisturbed_answers(string behaviour, string scheme, string description)
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.CreateWithoutReuse(Load());

        Assert.Equal(description, (await LearnAsync(client, server.Url(behaviour, scheme))).Description);
    }

    private static async Task<Ending> LearnAsync(HttpMessageInvoker client, Uri url)
    {
        IExchange exchange = Exchange(client, url);
        var target = new LoadTarget(0, Plan(url), exchange, exchange);
        for (int number = 0; number < EndingLearner.StreamsToLearnFrom; number++)
        {
            Wire wire = (await exchange.RunAsync(target.Context(null), CancellationToken.None).WaitAsync(Longest)).Wire;
            Assert.Null(target.Judge(new(number, 0, default, default, default, Outcome.Abandoned, wire.Status, 0, 0, ""), wire));
        }

        Assert.True(target.HasLearned);
        Assert.All(target.Learn(), record => Assert.Equal(Outcome.Completed, record.Outcome));
        return target.Ending!;
    }

    private static async Task<Outcome> JudgeAsync(HttpMessageInvoker client, Uri url, Ending ending) =>
        OutcomeClassifier.Classify((await Exchange(client, url).RunAsync(new(null, null, null), CancellationToken.None).WaitAsync(Longest)).Wire, ending,
            new InBandEnd(null));

    private static IExchange Exchange(HttpMessageInvoker client, Uri url) => url.Scheme == "ws"
        ? new WebSocketExchange(client, Plan(url), new DrillClock(), HangAfter)
        : new HttpExchange(client, Plan(url), new DrillClock(), HangAfter);

    private static RequestPlan Plan(Uri url) => new(url, HttpMethod.Get, [], null, 1, Endless: false, null, null);

    private static LoadPlan Load() => new([], 100, 5, HangAfter, Resume: false, Insecure: false, AllowRemote: false);
}
