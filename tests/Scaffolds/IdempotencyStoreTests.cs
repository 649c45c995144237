using System.Text.Json.Serialization;
using Graceful;
using GracefulAnalyzers.Tests.Time;
using Xunit;

namespace GracefulAnalyzers.Scaffolds.Tests;

public sealed partial class IdempotencyStoreTests : IClassFixture<PostgresFixture>
{
    private static readonly IdempotencyKey s_key = new("Summariser", "order-7", 0);
    private static readonly TimeSpan s_poll = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan s_operation = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_renewal = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan s_lease = TimeSpan.FromSeconds(30);

    // With this token a delivery that has to wait for another one fails instead.
    private static readonly CancellationToken s_noWait = new(canceled: true);

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_redelivery_replays_the_stored_result(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        string first = await backend.NewProcess(new ManualTime()).GetOrAddAsync(s_key, () => Task.FromResult("Grüße, 世界 🙂"));

        string second = await backend.NewProcess(new ManualTime()).GetOrAddAsync(s_key, () => throw new InvalidOperationException("ran twice"), s_noWait);

        Assert.Equal("Grüße, 世界 🙂", first);
        Assert.Equal(first, second);
        Assert.Empty(backend.Warnings);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task Work_that_throws_releases_the_lease_and_runs_again(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        var failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => store.GetOrAddAsync(s_key, () => throw new InvalidOperationException("model is down")));

        string second = await store.GetOrAddAsync(s_key, () => Task.FromResult("done"), s_noWait);

        Assert.Equal("model is down", failure.Message);
        Assert.Equal("done", second);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task Work_that_is_cancelled_releases_the_lease_and_runs_again(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => store.GetOrAddAsync(s_key, () => Task.FromCanceled<string>(s_noWait)));

        Assert.Equal("done", await store.GetOrAddAsync(s_key, () => Task.FromResult("done"), s_noWait));
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task Two_deliveries_at_once_run_the_work_once(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        var time = new ManualTime();
        var work = new Work();
        Task<string> first = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync);
        await work.Started;
        Task waiting = time.NextStart(s_poll);
        Task<string> second = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync);
        await waiting;

        work.Finish("answer");
        Assert.Equal("answer", await first);
        time.Advance(s_poll);

        Assert.Equal("answer", await second);
        Assert.Equal(1, work.Runs);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task The_token_ends_the_wait_for_another_delivery_and_nothing_else(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        var time = new ManualTime();
        var work = new Work();
        Task<string> first = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync);
        await work.Started;
        using var stop = new CancellationTokenSource();
        Task waiting = time.NextStart(s_poll);
        Task<string> second = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync, stop.Token);
        await waiting;

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        work.Finish("answer");
        Assert.Equal("answer", await first);
        Assert.Equal(1, work.Runs);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_token_that_fires_during_the_work_does_not_cancel_the_record(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        using var stop = new CancellationTokenSource();
        string first = await backend.NewProcess(new ManualTime()).GetOrAddAsync(
            s_key,
            async () =>
            {
                await stop.CancelAsync();
                return "paid for";
            },
            stop.Token);

        Assert.Equal("paid for", first);
        Assert.Equal("paid for", await backend.NewProcess(new ManualTime()).GetOrAddAsync(s_key, () => Task.FromResult("paid again")));
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task Consumers_messages_and_effects_do_not_share_a_result(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        string tooLong = new('x', 600);
        IdempotencyKey[] keys =
        [
            s_key,
            s_key with { Consumer = "Translator" },
            s_key with { Effect = 1 },
            s_key with { MessageId = "ORDER-7" },
            s_key with { MessageId = tooLong + "a" },
            s_key with { MessageId = tooLong + "b" },
        ];
        foreach (IdempotencyKey key in keys)
        {
            Assert.Equal(key.MessageId + key.Effect, await store.GetOrAddAsync(key, () => Task.FromResult(key.MessageId + key.Effect)));
        }

        int runs = 0;
        foreach (IdempotencyKey key in keys)
        {
            Assert.Equal(key.MessageId + key.Effect, await store.GetOrAddAsync(key, () => Task.FromResult($"ran again {runs++}")));
        }

        Assert.Equal(0, runs);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_message_without_id_runs_unguarded_with_one_warning_each(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        var warnings = new List<int>();
        foreach (string? id in new[] { null, "", " ", null })
        {
            Assert.Equal($"run for '{id}'", await store.GetOrAddAsync(s_key with { MessageId = id }, () => Task.FromResult($"run for '{id}'")));
            warnings.Add(backend.Warnings.Count);
        }

        Assert.Equal([1, 2, 3, 4], warnings);
        Assert.All(backend.Warnings, warning => Assert.Contains("Summariser", warning, StringComparison.Ordinal));
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task The_lease_of_a_dead_process_is_taken_over_and_the_first_record_wins(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        // A clock that stands still renews nothing: to others this process is dead.
        var work = new Work();
        Task<string> frozen = backend.NewProcess(new ManualTime()).GetOrAddAsync(s_key, work.RunAsync);
        await work.Started;
        var time = new ManualTime();
        Task waiting = time.NextStart(s_poll);
        Task<string> redelivery = backend.NewProcess(time).GetOrAddAsync(s_key, () => Task.FromResult("taken over"));
        await waiting;

        await backend.ExpireLeaseAsync(s_key);
        time.Advance(s_lease);

        Assert.Equal("taken over", await redelivery);
        work.Finish("late");
        Assert.Equal("taken over", await frozen);
        Assert.Equal("taken over", await backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync, s_noWait));
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_result_is_recorded_even_when_the_lease_was_lost_and_its_taker_failed(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        var work = new Work();
        Task<string> frozen = backend.NewProcess(new ManualTime()).GetOrAddAsync(s_key, work.RunAsync);
        await work.Started;
        var time = new ManualTime();
        time.Advance(s_lease);
        await backend.ExpireLeaseAsync(s_key);
        await Assert.ThrowsAsync<InvalidOperationException>(
            () => backend.NewProcess(time).GetOrAddAsync(s_key, () => throw new InvalidOperationException("failed"), s_noWait));

        work.Finish("late");

        Assert.Equal("late", await frozen);
        Assert.Equal("late", await backend.NewProcess(time).GetOrAddAsync(s_key, () => Task.FromResult("again"), s_noWait));
    }

    [Theory, InEf, InAdo, InPostgres]
    public async Task The_lease_is_renewed_while_the_work_runs(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        var time = new ManualTime();
        var work = new Work();
        Task<string> first = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync);
        await work.Started;
        for (TimeSpan worked = TimeSpan.Zero; worked < 2 * s_lease; worked += s_renewal)
        {
            Task renewed = time.NextEnd(s_operation);
            time.Advance(s_renewal);
            await renewed;
        }

        Task waiting = time.NextStart(s_poll);
        Task<string> second = backend.NewProcess(time).GetOrAddAsync(s_key, work.RunAsync);
        await waiting;
        work.Finish("long answer");
        Assert.Equal("long answer", await first);
        time.Advance(s_poll);

        Assert.Equal("long answer", await second);
        Assert.Equal(1, work.Runs);
        Assert.Empty(backend.Warnings);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task Many_processes_may_meet_at_the_first_use(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        var time = new ManualTime();
        using var start = new Barrier(8);
        string[] results = await Task.WhenAll(Enumerable.Range(0, 8).Select(index => Task.Factory.StartNew(
            () =>
            {
                start.SignalAndWait();
                return backend.NewProcess(time).GetOrAddAsync(s_key with { Effect = index }, () => Task.FromResult($"{index}"));
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default).Unwrap()));

        Assert.Equal(["0", "1", "2", "3", "4", "5", "6", "7"], results);
        Assert.Empty(backend.Warnings);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task An_effect_without_result_runs_once_and_its_record_follows_it(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        int mails = 0;
        await Assert.ThrowsAsync<IOException>(() => store.RunOnceAsync(s_key, () => throw new IOException("mail server is down")));

        await store.RunOnceAsync(s_key, Send, s_noWait);
        await store.RunOnceAsync(s_key, Send, s_noWait);

        Assert.Equal(1, mails);

        Task Send()
        {
            mails++;
            return Task.CompletedTask;
        }
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_typed_result_travels_as_json(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());
        Summary first = await store.GetOrAddAsync(s_key, SummaryJson.Default.Summary, () => Task.FromResult(new Summary("short", 42)));
        Summary second = await store.GetOrAddAsync(
            s_key, SummaryJson.Default.Summary, () => Task.FromException<Summary>(new InvalidOperationException("ran twice")), s_noWait);

        Assert.Equal(new Summary("short", 42), first);
        Assert.Equal(first, second);
    }

    [Theory, InEf, InAdo, InPostgres, InRedis]
    public async Task A_null_result_is_recorded_as_an_empty_string(StoreKind kind)
    {
        await using Backend backend = await Backend.OpenAsync(kind);
        IIdempotencyStore store = backend.NewProcess(new ManualTime());

        Assert.Equal("", await store.GetOrAddAsync(s_key, () => Task.FromResult<string>(null!)));
        Assert.Equal("", await store.GetOrAddAsync(s_key, () => Task.FromResult("ran twice"), s_noWait));
    }

    [Fact]
    public void The_key_is_written_as_consumer_id_and_effect()
    {
        Assert.Equal("Summariser:order-7:0", s_key.ToString());
        Assert.Matches("^sha256:[0-9A-F]{64}$", (s_key with { MessageId = new string('x', 450) }).ToString());
    }

    internal sealed record Summary(string Text, int Tokens);

    [JsonSerializable(typeof(Summary))]
    private sealed partial class SummaryJson : JsonSerializerContext;
}
