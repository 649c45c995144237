using System.Diagnostics.CodeAnalysis;
using GracefulAnalyzers.Cli.Drill.Effects;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Servers;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace GracefulAnalyzers.Drills;

/// <summary>Addresses, ledgers and the count of what is lost and doubled.</summary>
[Collection(ServiceTests.Name)]
public sealed class EffectTests(BrokerFixture brokers) : IDisposable
{
    private static readonly LoadPlan NoLoad = new([], 1, 1, TimeSpan.FromSeconds(1), Resume: false, Insecure: false, AllowRemote: false);

    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-ledger").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("a\nb\r\n\nb\n", "a b b", 0)]
    [InlineData("{\"id\":\"a\",\"at\":1}\n{\"ID\":7}\n", "a 7", 0)]
    [InlineData("{\"id\":\"a\"}\n{\"id\":\"b", "a", 1)]
    [InlineData("{\"name\":\"a\"}\n\"b\"\n", "b", 1)]
    [InlineData("[\"a\", {\"id\":\"b\"}, 3, null]", "a b 3", 1)]
    [InlineData("[\"a\",", "", 1)]
    [InlineData("", "", 0)]
    public void A_ledger_is_read_line_by_line_or_as_an_array(string text, string ids, int unreadable)
    {
        var ledger = LedgerText.Parse(text);

        Assert.Equal(ids, string.Join(' ', ledger.Ids));
        Assert.Equal(unreadable, ledger.Unreadable);
    }

    [Fact]
    public void Effects_are_counted_per_message_by_id_or_GUID_and_others_are_ignored()
    {
        DrillMessage[] published = [.. Enumerable.Range(1, 4).Select(number => DrillMessage.Of("run", number, 20))];

        var tally = EffectTally.Of(published,
            new(["drill-run-01", published[1].Guid.ToString().ToUpperInvariant(), "drill-run-02", "drill-other-03", "drill-run-04", Guid.Empty.ToString()], 0));

        Assert.Equal((4, 4), (tally.Published, tally.Effects));
        Assert.Equal(["drill-run-03"], tally.Lost);
        Assert.Equal(["drill-run-02"], tally.Doubled);
        Assert.False(tally.IsComplete);
    }

    [Fact]
    public void A_line_that_a_killed_service_did_not_finish_is_no_other_messages_effect()
    {
        DrillMessage[] published = [.. Enumerable.Range(1, 17).Select(number => DrillMessage.Of("run", number, 17))];
        string whole = string.Join('\n', published.Select(message => message.Id));

        for (int length = 1; length < published[^1].Id.Length; length++)
        {
            var tally = EffectTally.Of(published, LedgerText.Parse($"{whole}\n{published[^1].Id[..length]}"));

            Assert.Equal((0, 0, 1), (tally.Lost.Count, tally.Doubled.Count, tally.Unreadable));
        }
    }

    [Fact]
    public void A_template_is_filled_with_the_messages_ids()
    {
        var message = DrillMessage.Of("run", 12, 300);

        Assert.Equal($$"""{"a":"drill-run-012","b":"{{message.Guid}}","c":12}""", message.Fill("""{"a":"{id}","b":"{guid}","c":{n}}"""));
        Assert.Equal(DrillMessage.Of("run", 12, 300).Guid, message.Guid);
        Assert.NotEqual(DrillMessage.Of("run", 13, 300).Guid, message.Guid);
    }

    [Fact]
    public void Queue_addresses_carry_their_settings()
    {
        var rabbit = Assert.IsType<QueueAddress.RabbitMq>(QueueAddress.Parse("rabbitmq://me:p%40ss@localhost/work?vhost=%2Fshop&management=15672"));
        var redis = Assert.IsType<QueueAddress.Redis>(QueueAddress.Parse("redis://:secret@127.0.0.1:6380/jobs:new?type=list&db=3"));

        Assert.Equal(("work", "me", "p@ss", 5672, "/shop", 15672),
            (rabbit.Queue, rabbit.User, rabbit.Password, rabbit.Port, rabbit.VirtualHost, rabbit.ManagementPort));
        Assert.Equal(("jobs:new", "secret", 6380, true, 3), (redis.Key, redis.Password, redis.Port, redis.IsList, redis.Database));
        Assert.Null(redis.User);
        Assert.DoesNotContain("p%40ss", rabbit.Display, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SQLite_ledger_is_queried_while_the_service_writes()
    {
        string path = Path.Combine(_folder, "service.db");
        await using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        await writer.OpenAsync();
        await ExecuteAsync(writer, "PRAGMA journal_mode=WAL; CREATE TABLE effects (id TEXT); INSERT INTO effects VALUES ('x%20y'), ('x'), (NULL);");

        LedgerText ledger = await ReadAsync($"sqlite:{path}?query=SELECT id FROM effects WHERE id LIKE 'x%20y'");

        Assert.Equal(["x%20y"], ledger.Ids);
        await Assert.ThrowsAsync<LedgerUnreadableException>(() => ReadAsync($"sqlite:{path}?query=SELECT id FROM nowhere"));
        await Assert.ThrowsAsync<LedgerUnreadableException>(() => ReadAsync($"sqlite:{path}.missing?query=SELECT 1"));
    }

    [BrokerFact(Needs.Postgres)]
    public async Task A_PostgreSQL_ledger_is_queried()
    {
        PostgresServer postgres = await brokers.PostgresAsync();
        await using var data = NpgsqlDataSource.Create(postgres.ConnectionString);
        await using NpgsqlCommand insert =
            data.CreateCommand("CREATE TABLE effects (id uuid, n int); INSERT INTO effects VALUES ('0d5f9d6a-2c1b-4a53-9d4e-6f0b1f1c7a55', 1), (NULL, 2)");
        await insert.ExecuteNonQueryAsync();

        Assert.Equal(["0d5f9d6a-2c1b-4a53-9d4e-6f0b1f1c7a55"],
            (await ReadAsync($"postgres://postgres@127.0.0.1:{postgres.Port}/postgres?query=SELECT id FROM effects ORDER BY n")).Ids);
        Assert.Equal(["1", "2"], (await ReadAsync($"postgresql://postgres@127.0.0.1:{postgres.Port}/postgres?query=SELECT n FROM effects ORDER BY n")).Ids);
        await Assert.ThrowsAsync<LedgerUnreadableException>(() => ReadAsync($"postgres://postgres@127.0.0.1:{postgres.Port}/nowhere?query=SELECT 1"));
    }

    [Fact]
    public async Task A_URL_ledger_is_fetched()
    {
        using var listener = new System.Net.HttpListener();
        string url = $"http://127.0.0.1:{LoopbackPort.Free()}/";
        listener.Prefixes.Add(url);
        listener.Start();
        Task<LedgerText> reading = ReadAsync(url + "ids");
        System.Net.HttpListenerContext context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1));
        await context.Response.OutputStream.WriteAsync("""["a","b"]"""u8.ToArray());
        context.Response.Close();

        Assert.Equal(["a", "b"], (await reading).Ids);
        listener.Stop();
        await Assert.ThrowsAsync<LedgerUnreadableException>(() => ReadAsync(url));
    }

    [Theory]
    [InlineData("sqlite:service.db?query=SELECT idd FROM effects", "no such column")]
    [InlineData("sqlite:service.db?query=SELECT id FROM nowhere", "no such table")]
    [InlineData("sqlite:service.db?query=SELEC", "syntax error")]
    [InlineData("sqlite:missing.db?query=SELECT 1", "unable to open")]
    [InlineData("no-such-folder/ledger", "Could not find a part of the path")]
    [InlineData(".", "denied")]
    [InlineData("http://127.0.0.1:1/ids", "refused")]
    [InlineData("postgres://127.0.0.1:1/db?query=SELECT 1", "127.0.0.1:1")]
    public async Task A_ledger_that_will_never_be_read_is_refused_while_the_service_runs(string address, string reason)
    {
        await MakeDatabaseAsync();
        await using EffectProbe probe = Probe(address);

        DrillRefusedException refused = await Assert.ThrowsAsync<DrillRefusedException>(() => probe.CheckLedgerAsync(Task.Delay, CancellationToken.None));

        Assert.Contains(reason, refused.Message, StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith("Check --ledger.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_table_that_the_service_has_not_made_yet_is_waited_for()
    {
        string path = Path.Combine(_folder, "later.db");
        await using EffectProbe probe = Probe("sqlite:later.db?query=SELECT id FROM effects", TimeSpan.FromMinutes(5));
        int waits = 0;

        await probe.CheckLedgerAsync(MakeAsync, CancellationToken.None);

        Assert.Equal(2, waits);

        async Task MakeAsync(TimeSpan pause, CancellationToken cancellation)
        {
            await using var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
            await writer.OpenAsync(cancellation);
            await ExecuteAsync(writer, ++waits == 1 ? "CREATE TABLE other (id TEXT)" : "CREATE TABLE effects (id TEXT)");
        }
    }

    [Theory]
    [InlineData(401, false)]
    [InlineData(302, false)]
    [InlineData(404, true)]
    [InlineData(503, true)]
    public async Task A_URL_may_be_missing_or_busy_at_first(int status, bool passes)
    {
        using var listener = new System.Net.HttpListener();
        string url = $"http://127.0.0.1:{LoopbackPort.Free()}/";
        listener.Prefixes.Add(url);
        listener.Start();
        await using EffectProbe probe = Probe(url);

        Task<Exception?> checking = Record.ExceptionAsync(() => probe.CheckLedgerAsync(Task.Delay, CancellationToken.None));
        System.Net.HttpListenerContext context = await listener.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1));
        context.Response.StatusCode = status;
        context.Response.Close();

        Assert.Equal(passes, await checking is null);
    }

    [Fact]
    public async Task A_file_may_be_missing_at_first_but_not_at_the_end()
    {
        await using EffectProbe probe = Probe("ledger");
        await probe.CheckLedgerAsync(Task.Delay, CancellationToken.None);
        await probe.BeginAsync(TimeSpan.FromSeconds(1), CancellationToken.None);

        Assert.Null(await probe.CountAsync(CancellationToken.None));
        Assert.StartsWith("What was lost or doubled is not measured. The ledger ", probe.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_ledger_that_went_away_at_the_end_is_counted_as_it_was_last_read()
    {
        string path = Path.Combine(_folder, "ledger");
        await using EffectProbe probe = Probe("ledger");
        await probe.BeginAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        await File.WriteAllTextAsync(path, "somebody else's\n");
        await probe.SettleAsync(Task.Delay, _ => { }, CancellationToken.None);
        File.Delete(path);

        EffectCounts? counts = await probe.CountAsync(CancellationToken.None);

        Assert.Equal((3, 0, 3), (counts!.Published, counts.Effects, counts.Lost));
        Assert.Contains("before the end. The ledger ", probe.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whatever_reading_throws_the_ledger_cannot_be_read()
    {
        await MakeDatabaseAsync();
        using var unnamed = new Ledger(new LedgerAddress.TextFile(""), NoLoad);
        using var unasked = new Ledger(new LedgerAddress.Sqlite(Path.Combine(_folder, "service.db"), "SELECT @id"), NoLoad);

        Assert.IsType<ArgumentException>((await Assert.ThrowsAsync<LedgerUnreadableException>(() => unnamed.ReadAsync(CancellationToken.None))).InnerException);
        Assert.IsType<InvalidOperationException>(
            (await Assert.ThrowsAsync<LedgerUnreadableException>(() => unasked.ReadAsync(CancellationToken.None))).InnerException);
    }

    [Fact]
    public async Task The_brokers_password_is_not_sent_where_a_redirect_or_a_proxy_leads()
    {
        using var elsewhere = new System.Net.HttpListener();
        using var management = new System.Net.HttpListener();
        (string there, string here) = (LoopbackPort.Free(), LoopbackPort.Free());
        elsewhere.Prefixes.Add($"http://127.0.0.1:{there}/");
        management.Prefixes.Add($"http://127.0.0.1:{here}/");
        elsewhere.Start();
        management.Start();
        Task<System.Net.HttpListenerContext> led = elsewhere.GetContextAsync();
        var address = (QueueAddress.RabbitMq)QueueAddress.Parse($"rabbitmq://me:secret@127.0.0.1/work?management={here}");
        System.Net.IWebProxy before = HttpClient.DefaultProxy;
        var proxy = new AskedProxy();
        HttpClient.DefaultProxy = proxy;
        try
        {
            using var client = new RabbitMqManagement(address, address.ManagementPort!.Value);
            Task<int?> asking = client.RedeliveriesEverAsync(CancellationToken.None);
            System.Net.HttpListenerContext context = await management.GetContextAsync().WaitAsync(TimeSpan.FromMinutes(1));
            context.Response.Redirect($"http://127.0.0.1:{there}/");
            context.Response.Close();

            Assert.Null(await asking);
            Assert.False(led.IsCompleted);
            Assert.False(proxy.Asked);
        }
        finally
        {
            HttpClient.DefaultProxy = before;
        }
    }

    [BrokerFact(Needs.Redis)]
    public async Task A_database_that_Redis_does_not_have_is_named()
    {
        RedisServer redis = await brokers.RedisAsync();
        var address = (QueueAddress.Redis)QueueAddress.Parse($"redis://127.0.0.1:{redis.Port}/work?db=99");

        DrillRefusedException refused = await Assert.ThrowsAsync<DrillRefusedException>(() => RedisQueue.OpenAsync(address));

        Assert.Contains("cannot be used", refused.Message, StringComparison.Ordinal);
        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
    }

    [BrokerFact(Needs.Redis | Needs.Node)]
    public async Task A_ledger_that_the_service_serves_is_counted_before_the_service_leaves()
    {
        RedisServer redis = await brokers.RedisAsync();
        string port = LoopbackPort.Free();

        DrillOnService drill = await DrillWorkerAsync(redis, port, $"http://localhost:{port}/effects", "once");

        Assert.True(drill.ExitCode == 0, drill.ToString());
        Assert.Equal((30, 30, 0, 0), (drill.Effects("published"), drill.Effects("effects"), drill.Effects("lost"), drill.Effects("doubled")));
        Assert.DoesNotContain("cannot be read", drill.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [BrokerFact(Needs.Redis | Needs.Node)]
    public async Task A_mistake_in_the_query_is_found_before_the_first_signal()
    {
        RedisServer redis = await brokers.RedisAsync();
        await MakeDatabaseAsync();

        DrillOnService drill = await DrillWorkerAsync(redis, LoopbackPort.Free(), $"sqlite:{Path.Combine(_folder, "service.db")}?query=SELECT idd FROM effects",
            "mistake");

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("no such column: idd", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("sent,", drill.Error, StringComparison.Ordinal);
        Assert.Empty(drill.Output);
    }

    [BrokerFact(Needs.Redis | Needs.Node)]
    public async Task A_ledger_that_was_never_written_costs_its_counts_and_not_the_report()
    {
        RedisServer redis = await brokers.RedisAsync();

        DrillOnService drill = await DrillWorkerAsync(redis, LoopbackPort.Free(), Path.Combine(_folder, "never-written"), "never");

        Assert.True(drill.ExitCode == 2, drill.ToString());
        Assert.Contains("What was lost or doubled is not measured.", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Contains("lost not measured", drill.Output, StringComparison.Ordinal);
        Assert.False(drill.Report.GetProperty("passed").GetBoolean());
        Assert.True(drill.Count("completed") > 0, drill.ToString());
        Assert.NotNull(drill.JUnit);
        Assert.NotEmpty(drill.Html);
    }

    private Task<DrillOnService> DrillWorkerAsync(RedisServer redis, string port, string ledger, string key) => DrillOnService.RunAsync(
        "--ready", $"http://127.0.0.1:{port}/ready", "--url", $"http://127.0.0.1:{port}/", "--warm-up", "500ms", "--concurrency", "3",
        "--fail-on", "lost=0,doubled=0", "--publish", $"redis://127.0.0.1:{redis.Port}/{key}", "--messages", "30", "--ledger", ledger, "--settle-within", "2s",
        "--", "node", DrillOnService.Script("queue-worker.mjs"), port, redis.Port, key, Path.Combine(_folder, $"{key}.ndjson"), "once");

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The probe disposes its queue and its ledger.")]
    private EffectProbe Probe(string ledger, TimeSpan? settleWithin = null)
    {
        EffectPlan plan = new(QueueAddress.Parse("redis://127.0.0.1/work"), Messages: 9, EffectPlan.DefaultBody, LedgerAddress.Parse(ledger, _folder),
            SettleWithin: settleWithin ?? TimeSpan.FromMilliseconds(100));
        return new(plan, cycles: 1, new DrillClock(), new QuietQueue(), new Ledger(plan.Ledger, NoLoad));
    }

    private async Task MakeDatabaseAsync()
    {
        await using var writer =
            new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(_folder, "service.db"), Pooling = false }.ConnectionString);
        await writer.OpenAsync();
        await ExecuteAsync(writer, "CREATE TABLE effects (id TEXT);");
    }

    private sealed class AskedProxy : System.Net.IWebProxy
    {
        public bool Asked { get; private set; }

        public System.Net.ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => null;

        public bool IsBypassed(Uri host) => Asked = true;
    }

    private sealed class QuietQueue : IMessageQueue
    {
        public Task<bool> ExistsAsync(CancellationToken cancellation) => Task.FromResult(true);

        public Task PublishAsync(IReadOnlyList<(DrillMessage Message, string Body)> batch, CancellationToken cancellation) => Task.CompletedTask;

        // The broker is gone at the end; the ledger is what counts.
        public Task<int?> WaitingAsync(CancellationToken cancellation) => throw new DrillRefusedException("The broker is gone.");

        public Task ServiceEndedAsync(CancellationToken cancellation) => Task.CompletedTask;

        public Task<int?> RedeliveredAsync(CancellationToken cancellation) => Task.FromResult<int?>(null);

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    private async Task<LedgerText> ReadAsync(string address)
    {
        using var ledger = new Ledger(LedgerAddress.Parse(address, _folder), NoLoad);
        return await ledger.ReadAsync(CancellationToken.None);
    }

    private static async Task ExecuteAsync(SqliteConnection connection, string sql)
    {
        await using SqliteCommand command = connection.CreateCommand();
#pragma warning disable CA2100 // The statement is the test's own.
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
