using GracefulAnalyzers.Cli.Drill;
using GracefulAnalyzers.Cli.Drill.Effects;
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
        DrillMessage[] published = [.. Enumerable.Range(1, 4).Select(number => DrillMessage.Of("run", number))];

        var tally = EffectTally.Of(published, new(["drill-run-1", published[1].Guid.ToString().ToUpperInvariant(), "drill-run-2", "drill-other-3", "drill-run-4", Guid.Empty.ToString()], 0));

        Assert.Equal((4, 4), (tally.Published, tally.Effects));
        Assert.Equal(["drill-run-3"], tally.Lost);
        Assert.Equal(["drill-run-2"], tally.Doubled);
        Assert.False(tally.IsComplete);
    }

    [Fact]
    public void A_template_is_filled_with_the_messages_ids()
    {
        var message = DrillMessage.Of("run", 12);

        Assert.Equal($$"""{"a":"drill-run-12","b":"{{message.Guid}}","c":12}""", message.Fill("""{"a":"{id}","b":"{guid}","c":{n}}"""));
        Assert.Equal(DrillMessage.Of("run", 12).Guid, message.Guid);
        Assert.NotEqual(DrillMessage.Of("run", 13).Guid, message.Guid);
    }

    [Fact]
    public void Queue_addresses_carry_their_settings()
    {
        var rabbit = Assert.IsType<QueueAddress.RabbitMq>(QueueAddress.Parse("rabbitmq://me:p%40ss@localhost/work?vhost=%2Fshop&management=15672"));
        var redis = Assert.IsType<QueueAddress.Redis>(QueueAddress.Parse("redis://:secret@127.0.0.1:6380/jobs:new?type=list&db=3"));

        Assert.Equal(("work", "me", "p@ss", 5672, "/shop", 15672), (rabbit.Queue, rabbit.User, rabbit.Password, rabbit.Port, rabbit.VirtualHost, rabbit.ManagementPort));
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
        await using NpgsqlCommand insert = data.CreateCommand("CREATE TABLE effects (id uuid, n int); INSERT INTO effects VALUES ('0d5f9d6a-2c1b-4a53-9d4e-6f0b1f1c7a55', 1), (NULL, 2)");
        await insert.ExecuteNonQueryAsync();

        Assert.Equal(["0d5f9d6a-2c1b-4a53-9d4e-6f0b1f1c7a55"], (await ReadAsync($"postgres://postgres@127.0.0.1:{postgres.Port}/postgres?query=SELECT id FROM effects ORDER BY n")).Ids);
        Assert.Equal(["1", "2"], (await ReadAsync($"postgresql://postgres@127.0.0.1:{postgres.Port}/postgres?query=SELECT n FROM effects ORDER BY n")).Ids);
        await Assert.ThrowsAsync<LedgerUnreadableException>(() => ReadAsync($"postgres://postgres@127.0.0.1:{postgres.Port}/nowhere?query=SELECT 1"));
    }

    [Fact]
    public async Task A_URL_ledger_is_fetched()
    {
        using var listener = new System.Net.HttpListener();
        string url = $"http://127.0.0.1:{ServerProcess.FreePort()}/";
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
