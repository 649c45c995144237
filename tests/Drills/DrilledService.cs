using System.Globalization;
using GracefulAnalyzers.Tests.Servers;
using Microsoft.Data.Sqlite;

namespace GracefulAnalyzers.Drills;

/// <summary>How much of it: the short drill of every change, or the long one of the proof.</summary>
/// <param name="Streams">Held in flight.</param>
/// <param name="Messages">Over all cycles of both signals.</param>
internal sealed record DrillSize(int Streams, int Messages, int SigtermCycles, int SigkillCycles)
{
    public static DrillSize Short { get; } = new(20, 100, 2, 1);

    public static DrillSize Long { get; } = new(200, 2_000, 10, 5);

    /// <summary>Reads <c>streams,messages,SIGTERM cycles,SIGKILL cycles</c>.</summary>
    public static DrillSize Parse(string text) =>
        text.Split(',').Select(part => int.Parse(part, CultureInfo.InvariantCulture)).ToArray() is [var streams, var messages, var sigterm, var sigkill]
            ? new(streams, messages, sigterm, sigkill)
            : throw new FormatException($"'{text}' is not STREAMS,MESSAGES,SIGTERM CYCLES,SIGKILL CYCLES.");

    public int MessagesOf(string signal) => signal == "SIGKILL" ? Messages - MessagesOf("SIGTERM") : Messages * SigtermCycles / (SigtermCycles + SigkillCycles);

    public int CyclesOf(string signal) => signal == "SIGKILL" ? SigkillCycles : SigtermCycles;
}

/// <summary>A service of this repository that takes streams over HTTP and messages from RabbitMQ.</summary>
/// <param name="Dll">Its build.</param>
/// <param name="Folder">Its database's.</param>
/// <param name="Streams">How long its streams take.</param>
internal sealed record DrilledService(string Name, string Dll, string Folder, string Ready, string Url, string? Body, string Queue, string MessageBody,
    TimeSpan Grace, string Streams, Func<string, string[]> Settings, string Ledger)
{
    private string Origin { get; } = $"http://127.0.0.1:{LoopbackPort.Free()}";

    /// <summary>Summaries are the effects. Every write of a result is counted, not the results, whose key would hide a second write.</summary>
    public static async Task<DrilledService> QuietAsync(string folder)
    {
        DrilledService quiet = Quiet(folder);

        // The service makes its tables before it listens; the count of writes is the drill's own.
        await using (await ServerProcess.StartAsync("Now listening on", "TERM", new Dictionary<string, string?>(),
            ["dotnet", quiet.Dll, "--urls", quiet.Origin, .. quiet.Settings(quiet.Database), "--Logging:LogLevel:Microsoft.Hosting.Lifetime=Information"]))
        {
        }

        await using var connection = new SqliteConnection($"Data Source={quiet.Database};Pooling=False");
        await connection.OpenAsync();
        await using SqliteCommand count = connection.CreateCommand();
        count.CommandText = """
            CREATE TABLE "Writes" ("Key" TEXT NOT NULL);
            CREATE TRIGGER "Added" AFTER INSERT ON "Results" WHEN NEW."Value" IS NOT NULL BEGIN INSERT INTO "Writes" VALUES (NEW."Key"); END;
            CREATE TRIGGER "Changed" AFTER UPDATE OF "Value" ON "Results" WHEN NEW."Value" IS NOT NULL BEGIN INSERT INTO "Writes" VALUES (NEW."Key"); END;
            """;
        await count.ExecuteNonQueryAsync();
        return quiet;
    }

    /// <summary>How many summaries its model has given so far: all that were paid for. Only the correct service's model keeps count.</summary>
    public async Task<int> AnswersAsync()
    {
        // A verdict on a chat's answer is one word; the queue's messages ask for more.
        string[] answers = await File.ReadAllLinesAsync(BillIn(Folder));
        return answers.Count(static words => words != "1");
    }

    private string Database => Path.Combine(Folder, "service.db");

    private static DrilledService Quiet(string folder) => new(
        "Quiet",
        DrillOnService.PathOf("QuietPath"),
        folder,
        "/health/ready",
        "/v1/chat/",
        """{"prompt":"hi"}""",
        "summaries",
        """{"conversationId":"{id}"}""",
        TimeSpan.FromSeconds(9),
        "9 s",
        database =>
        [
            $"--ConnectionStrings:Chat=Data Source={database}", "--FakeModel:Delay=00:00:00.100", "--FakeModel:Words=90", $"--FakeModel:Bill={BillIn(folder)}",
            "--Drain:Delay=00:00:00.500", "--Drain:ShutdownTimeout=00:00:08", "--Drain:ReleaseMargin=00:00:02.500", "--Logging:LogLevel:Default=Warning",
        ],
        """SELECT substr("Key", 11, length("Key") - 12) FROM "Writes" WHERE "Key" LIKE 'summaries:%'""");

    /// <summary>Summaries are the effects: a row per conversation, which is the message's GUID. There is no such conversation; the database is told not to
    /// mind.</summary>
    public static DrilledService Sample(string name, string dll, string folder) => new(
        name,
        dll,
        folder,
        "/healthz/ready",
        "/suggest?topic=drills",
        null,
        "chat.summaries",
        """{"ConversationId":"{guid}"}""",
        TimeSpan.FromSeconds(3),
        "4 s",
        database => [$"--Database:Path={database};Foreign Keys=False", "--Model:WordDelay=00:00:00.030", "--RabbitMq:RetryDelay=00:00:00.500",
            "--Logging:LogLevel:Default=Warning"],
        """SELECT "ConversationId" FROM "Summaries" """);

    /// <summary>Streams that end within the grace period: only then do its workers get to stop, and show what they do to the message in hand.</summary>
    public DrilledService WithShortStreams() => this with { Url = "/chat", Body = """{"message":"hi"}""", Grace = TimeSpan.FromSeconds(15), Streams = "1.5 s" };

    /// <summary>Drills it with one signal; its database and its queue keep what earlier drills left.</summary>
    public Task<DrillOnService> RunAsync(string brokerUri, string queueUri, DrillSize size, string signal) =>
        DrillOnService.RunAsync(
            TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(2 * size.Messages) + TimeSpan.FromMinutes(2 * size.CyclesOf(signal)),
            ["--ready", Origin + Ready, "--url", Origin + Url, .. Body is null ? Array.Empty<string>() : ["--body", Body],
            "--concurrency", Text(size.Streams), "--warm-up", "3s", "--signal", signal, "--grace", $"{Text((int)Grace.TotalSeconds)}s",
            "--cycles", Text(size.CyclesOf(signal)),
            "--publish", queueUri, "--messages", Text(size.MessagesOf(signal)), "--message-body", MessageBody,
            "--ledger", $"sqlite:{Database}?query={Ledger}",

            // A killed worker's lease has to run out before its message is done again.
            "--settle-within", "45s",
            "--", "dotnet", Dll, "--urls", Origin, $"--RabbitMq:Uri={brokerUri}", .. Settings(Database)]);

    private static string BillIn(string folder) => Path.Combine(folder, "answers");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
