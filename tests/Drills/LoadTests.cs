using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Drills;

/// <summary>The load's client over real sockets: nothing that a service did to a request is hidden or forgiven.</summary>
public sealed class LoadTests
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    [Theory]
    [InlineData("close-first-unanswered", "http")]
    [InlineData("ws-close-first-unanswered", "ws")]
    public async Task A_request_that_was_closed_unanswered_is_a_loss_and_is_not_sent_again(string behaviour, string scheme)
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker newcomer = LoadClient.CreateWithoutReuse(Plan());
        using HttpMessageInvoker known = LoadClient.Create(Plan(), () => true);
        RequestPlan request = Request(server.Url(behaviour, scheme));

        Wire wire = await SendAsync(newcomer, request);

        Assert.Equal((WireEnd.Cut, null), (wire.End, wire.Status));
        Assert.Equal(1, server.CountOf(behaviour));
        Assert.Equal(Outcome.Reset, OutcomeClassifier.Classify(wire, new Ending.Never(), new InBandEnd(null)));

        // A new connection has no keep-alive that could have expired.
        await using var second = new MisbehavingServer();
        Assert.Equal(WireEnd.Cut, (await SendAsync(known, Request(second.Url(behaviour, scheme)))).End);
        Assert.Equal(1, second.CountOf(behaviour));
    }

    [Theory]
    [InlineData(true, true, 3)]
    [InlineData(false, false, 2)]
    public async Task A_kept_connection_may_expire_before_the_signal_only(bool beforeSignal, bool isAnswered, int arrivals)
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.Create(Plan(), () => beforeSignal);
        RequestPlan request = Request(server.Url("kept-alive"));

        Assert.Equal(WireEnd.Clean, (await SendAsync(client, request)).End);

        // Nobody takes a connection that was answered just now for expired.
        await Task.Delay(TimeSpan.FromMilliseconds(600));
        Assert.Equal(isAnswered ? WireEnd.Clean : WireEnd.Cut, (await SendAsync(client, request)).End);
        Assert.Equal(arrivals, server.CountOf("kept-alive"));
    }

    [Fact]
    public async Task A_connection_that_was_closed_while_it_was_idle_harms_nobody()
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.Create(Plan(), () => true);
        RequestPlan request = Request(server.Url("kept-alive-until-idle"));
        for (int number = 1; number <= 50; number++)
        {
            Assert.Equal(WireEnd.Clean, (await SendAsync(client, request)).End);
            await server.ClosedAsync("kept-alive-until-idle", number).WaitAsync(Longest);
        }

        Assert.Equal(50, server.CountOf("kept-alive-until-idle"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_is_open_when_the_service_is_gone_for_good_hangs(bool isGone)
    {
        Outcome outcome = isGone ? Outcome.Hung : Outcome.Abandoned;
        await using var server = new MisbehavingServer();
        var clock = new DrillClock();
        await using var load = new LoadGenerator(Plan(Request(server.Url("hang")), Request(server.Url("sse-silent"))), clock);
        load.EndLearning();
        load.Start();
        await Task.WhenAll(server.ArrivedAsync("hang", 1), server.ArrivedAsync("sse-silent", 1)).WaitAsync(Longest);

        await load.StopAsync(TimeSpan.FromMilliseconds(100), isGone ? clock.Now : null, CancellationToken.None).WaitAsync(Longest);

        Assert.Equal([outcome, outcome], load.Records.Select(record => record.Outcome));
        Assert.All(load.Records, record => Assert.Equal(isGone, record.Detail.EndsWith("after the service had ended", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task What_began_after_the_service_was_gone_does_not_hang()
    {
        await using var server = new MisbehavingServer();
        var clock = new DrillClock();
        TimeSpan goneAt = clock.Now;
        await using var load = new LoadGenerator(Plan(Request(server.Url("hang"))), clock);
        load.EndLearning();
        load.Start();
        await server.ArrivedAsync("hang", 1).WaitAsync(Longest);

        await load.StopAsync(TimeSpan.FromMilliseconds(100), goneAt, CancellationToken.None).WaitAsync(Longest);

        Assert.Equal([Outcome.Abandoned], load.Records.Select(record => record.Outcome));
    }

    [Theory]
    [InlineData("sse-continues", true)]
    [InlineData("sse-replays", false)]
    public async Task A_stream_that_begins_anew_is_not_resumed(string behaviour, bool isResumed)
    {
        await using var server = new MisbehavingServer();
        await using var load = new LoadGenerator(Plan(Request(server.Url(behaviour), "event: done")) with { Resume = true }, new DrillClock());
        load.EndLearning();
        load.Start();

        // One worker: when the third has arrived, the second is judged.
        await server.ArrivedAsync(behaviour, 3).WaitAsync(Longest);
        await load.StopAsync(Longest, goneAt: null, CancellationToken.None).WaitAsync(Longest);

        Assert.Equal([Outcome.Truncated, Outcome.Completed], load.Records.Take(2).Select(record => record.Outcome));
        Assert.Equal(load.Records[0].Number, load.Records[1].Resumes);
        Assert.Equal(isResumed ? load.Records[1].Number : null, load.Records[0].ResumedBy);
    }

    [Fact]
    public async Task What_looked_like_the_end_is_not_when_more_follows()
    {
        await using var server = new MisbehavingServer();
        using HttpMessageInvoker client = LoadClient.CreateWithoutReuse(Plan());
        var looked = new List<bool>();
        var given = new Ending.Given(SafeRegex.Create("mark$"));
        TimeSpan hangAfter = TimeSpan.FromSeconds(3);
        var context = new ExchangeContext(null, null, tail =>
        {
            looked.Add(given.Matches(tail) || !tail.Contains("no mark", StringComparison.Ordinal));
            return looked[^1];
        });
        var clock = new DrillClock();

        ExchangeResult result = await new HttpExchange(client, Request(server.Url("sse-pauses-after-the-mark")), clock, hangAfter).RunAsync(context,
            CancellationToken.None).WaitAsync(Longest);

        Assert.False(looked[^1]);
        Assert.Equal((WireEnd.Silent, "nothing arrived for 3 s"), (result.Wire.End, result.Wire.Detail));
        Assert.True(clock.Now > hangAfter * 2 / 3, "the short limit of a complete answer was kept");
    }

    [Fact]
    public async Task The_silence_that_is_reported_is_the_one_that_was_waited_for()
    {
        using var silence = new SilenceLimit(Longest, CancellationToken.None);
        silence.Shorten(TimeSpan.FromMilliseconds(20));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Delay(Longest, silence.Token));

        Assert.Equal((WireEnd.Silent, "nothing arrived for 20 ms"), silence.Verdict());
    }

    [Theory]
    [InlineData("{\"done\":true}$", "{\"done\":true}\n", true)]
    [InlineData("\"done\":true.*$", "{\"done\":true}\n{\"text\":\"more\"}\n", false)]
    [InlineData("\\[DONE\\]\\s*$", "data: [DONE]\n\n", true)]
    [InlineData("\\[DONE\\]$", "data: [DONE]\n\n", true)]
    [InlineData("\\[DONE\\]$", "data: [DONE] is the mark\n\n", false)]
    public void The_end_that_a_pattern_names_is_the_answers_and_not_a_lines(string pattern, string answer, bool isMarked) =>
        Assert.Equal(isMarked, new Ending.Given(SafeRegex.Create(pattern)).IsMarked(BodyEnd.Empty with { Tail = answer }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_connection_that_came_too_late_for_its_request_is_closed(bool reuse)
    {
        // A server may wait a minute for the first word over it, also while it stops.
        var shakeHands = new TaskCompletionSource();
        await using var server = new UntrustedServer(shakeHands.Task);
        using HttpMessageInvoker client = reuse
            ? LoadClient.Create(Plan() with { Insecure = true })
            : LoadClient.CreateWithoutReuse(Plan() with { Insecure = true });
        using var giveUp = new CancellationTokenSource();

        Task sent = AskAsync();
        await server.Connected.WaitAsync(Longest);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sent);
        shakeHands.SetResult();

        await server.Left.WaitAsync(Longest);

        async Task AskAsync()
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, server.Origin);
            using HttpResponseMessage response = await client.SendAsync(request, giveUp.Token);
        }
    }

    [Fact]
    public void An_in_band_pattern_may_begin_at_any_line() =>
        Assert.True(new InBandEnd(SafeRegex.CreateForLines("^event: restart$")).Matches(
            BodyEnd.Empty with { Tail = "data: word\n\nevent: restart\ndata: {}\n\n" }));

    [Fact]
    public void A_pattern_that_takes_too_long_is_named_in_the_record()
    {
        RequestPlan request = Request(new("http://127.0.0.1/")) with { Complete = SafeRegex.Create("^(a+)+$"), InBand = SafeRegex.Create("b") };
        var target = new LoadTarget(0, request, null!, null!);

        RequestRecord slow = Judge(new string('a', 60) + "!");
        RequestRecord quick = Judge("!");

        Assert.Equal((Outcome.Truncated, "--complete took longer than 250 ms and counts as no match"), (slow.Outcome, slow.Detail));
        Assert.Equal((Outcome.Truncated, ""), (quick.Outcome, quick.Detail));

        RequestRecord Judge(string answer)
        {
            var wire = new Wire(WireEnd.Clean, 200, false, false, BodyEnd.Empty with { Tail = answer }, null, "");
            return target.Judge(new(1, 0, default, default, default, Outcome.Abandoned, 200, 0, 0, ""), wire)!;
        }
    }

    [Theory]
    [InlineData("""{"count":42,"done":true,"id":"ID"}""", "the last event: done = true")]
    [InlineData("""{"count":42,"done":true}""", "the last event: done = true")]
    [InlineData("""{"count":42,"kind":"end"}""", "the last event: kind = \"end\"")]
    [InlineData("""{"count":42}""", "the last event: has count")]
    [InlineData("[DONE]", "the last event: data: [DONE]")]
    public void A_mark_is_rather_a_flag_than_a_number(string last, string description)
    {
        var learner = new EndingLearner();
        for (int number = 0; number < EndingLearner.StreamsToLearnFrom; number++)
        {
            var reader = new BodyReader(BodyFormat.WebSocket, learner.Superseded);
            reader.Message("""{"text":"word"}"""u8);
            reader.Message(System.Text.Encoding.UTF8.GetBytes(last.Replace("ID", $"answer {number}", StringComparison.Ordinal)));
            learner.Undisturbed(reader.End(over: true), framed: false);
        }

        Assert.Equal(description, learner.Learn().Description);
    }

    [Fact]
    public void A_learner_keeps_no_more_answers_than_are_of_use()
    {
        var learner = new EndingLearner();
        for (int number = 0; number < 1000; number++)
        {
            learner.Undisturbed(BodyEnd.Empty, framed: true);
        }

        Assert.InRange(learner.Answers, EndingLearner.StreamsToLearnFrom, 50);
        learner.Learn();
        learner.Undisturbed(BodyEnd.Empty, framed: true);
        Assert.Equal(0, learner.Answers);
    }

    [Fact]
    public void An_event_without_an_end_does_not_grow_without_limit()
    {
        var reader = new BodyReader(BodyFormat.ServerSentEvents);
        byte[] line = System.Text.Encoding.UTF8.GetBytes("data: " + new string('x', 1 << 16) + "\n");
        for (int number = 0; number < 64; number++)
        {
            reader.Feed(line);
        }

        reader.Feed("\n"u8);

        Assert.InRange(reader.End(over: true).Last!.Data.Length, 1 << 20, 5 << 18);
    }

    [Fact]
    public void An_event_that_was_cut_is_asked_for_again()
    {
        var reader = new BodyReader(BodyFormat.ServerSentEvents);
        reader.Feed("id: 1\ndata: one\n\nid: 2\ndata: two\n\nid: 3\ndata: th"u8);

        BodyEnd body = reader.End(over: false);

        Assert.Equal(("1", "2"), (body.FirstEventId, body.LastEventId));
    }

    private static async Task<Wire> SendAsync(HttpMessageInvoker client, RequestPlan request)
    {
        IExchange exchange = request.IsWebSocket
            ? new WebSocketExchange(client, request, new DrillClock(), Longest)
            : new HttpExchange(client, request, new DrillClock(), Longest);
        return (await exchange.RunAsync(new(null, null, null), CancellationToken.None).WaitAsync(Longest)).Wire;
    }

    private static RequestPlan Request(Uri url, string complete = "never written") =>
        new(url, HttpMethod.Get, [], null, 1, Endless: false, SafeRegex.Create(complete), null);

    private static LoadPlan Plan(params RequestPlan[] requests) => new(requests, 100, 5, Longest, Resume: false, Insecure: false, AllowRemote: false);
}
