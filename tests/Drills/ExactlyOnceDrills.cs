using System.Text.Json;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills;

/// <summary>Messages through real brokers: none lost, none done twice, or found when they are.</summary>
[Collection(ServiceTests.Name)]
public sealed class ExactlyOnceDrills(BrokerFixture brokers) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-once").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [BrokerFact(Needs.RabbitMq)]
    [Trait("Size", "Long")]
    public async Task The_correct_service_loses_and_doubles_nothing()
    {
        RabbitMqServer rabbit = await brokers.RabbitMqAsync();
        DrilledService quiet = await DrilledService.QuietAsync(_folder);

        DrillOnService terminated = await quiet.RunAsync(rabbit.ServiceUri, rabbit.QueueUri(quiet.Queue), DrillSize.Short, "SIGTERM");
        int answers = await quiet.AnswersAsync();
        DrillOnService killed = await quiet.RunAsync(rabbit.ServiceUri, rabbit.QueueUri(quiet.Queue), DrillSize.Short, "SIGKILL");

        Assert.True(terminated.ExitCode == 0, terminated.ToString());
        Assert.Equal((0, 0), (terminated.Count("truncated"), terminated.Count("reset")));
        AssertEffects(terminated, published: 66, lost: 0, doubled: 0);
        Assert.Equal(66, answers);
        terminated.AssertCleanStops();
        Assert.True(killed.ExitCode == 0, killed.ToString());
        AssertEffects(killed, published: 34, lost: 0, doubled: 0);
    }

    [BrokerFact(Needs.RabbitMq)]
    [Trait("Size", "Long")]
    public async Task The_broken_service_cuts_streams_and_does_work_twice()
    {
        RabbitMqServer rabbit = await brokers.RabbitMqAsync();
        var sample = DrilledService.Sample("samples/ChatService", await ChatServiceBuild.DllAsync(), _folder);

        DrillOnService cut = await sample.RunAsync(rabbit.ServiceUri, rabbit.QueueUri(sample.Queue),
            DrillSize.Short with { Messages = 15, SigtermCycles = 1, SigkillCycles = 0 }, "SIGTERM");
        DrillOnService drill = await sample.WithShortStreams()
            .RunAsync(rabbit.ServiceUri, rabbit.QueueUri(sample.Queue), DrillSize.Short with { Messages = 60 }, "SIGTERM");

        Assert.True(cut.ExitCode == 1, cut.ToString());
        Assert.True(cut.Count("truncated") + cut.Count("reset") > 0, cut.ToString());
        Assert.True(drill.ExitCode == 1, drill.ToString());
        Assert.True(drill.Effects("lost") + drill.Effects("doubled") > 0, drill.ToString());
        Assert.Contains(drill.JUnit!.Descendants("failure"),
            failure => failure.Parent!.Attribute("name")!.Value is "lost" or "doubled" && failure.Value.Contains("drill-", StringComparison.Ordinal));
    }

    [BrokerTheory(Needs.Redis | Needs.Node)]
    [Trait("Size", "Long")]
    [InlineData("once", "SIGTERM")]
    [InlineData("once", "SIGKILL")]
    [InlineData("double", "SIGTERM")]
    [InlineData("lose", "SIGKILL")]
    [InlineData("list", "SIGKILL")]
    public async Task A_worker_over_Redis_in_another_language_is_judged_by_its_ledger(string manner, string signal)
    {
        RedisServer redis = await brokers.RedisAsync();
        string port = LoopbackPort.Free();
        string ledger = Path.Combine(_folder, "ledger.ndjson");
        string key = $"work-{manner}-{signal}";

        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", $"http://127.0.0.1:{port}/ready", "--url", $"http://127.0.0.1:{port}/", "--warm-up", "500ms", "--concurrency", "3", "--cycles", "2",
            "--signal", signal,
            "--fail-on", "lost=0,doubled=0", "--publish", $"redis://127.0.0.1:{redis.Port}/{key}?type={(manner == "list" ? "list" : "stream")}", "--messages",
            "200",
            "--ledger", ledger, "--settle-within", "3s",
            "--", "node", DrillOnService.Script("queue-worker.mjs"), port, redis.Port, key, ledger, manner);

        bool loses = manner is "lose" or "list";
        bool doubles = manner is "double";
        Assert.True(drill.ExitCode == (loses || doubles ? 1 : 0), drill.ToString());
        Assert.Equal(200, drill.Effects("published"));
        Assert.True(drill.Effects("lost") > 0 == loses, drill.ToString());
        Assert.True(drill.Effects("doubled") > 0 == doubles, drill.ToString());
        string[] effects =
            [.. (await File.ReadAllLinesAsync(ledger)).Select(static line => JsonDocument.Parse(line).RootElement.GetProperty("id").GetString()!)];
        Assert.Equal(200 - effects.Distinct().Count(), drill.Effects("lost"));
        Assert.Equal(effects.GroupBy(static id => id).Count(static group => group.Count() > 1), drill.Effects("doubled"));
        if (manner == "once" || doubles)
        {
            Assert.True(drill.Effects("redelivered") > 0, drill.ToString());
        }
    }

    [BrokerFact(Needs.RabbitMq | Needs.Node)]
    public async Task A_queue_that_the_service_never_makes_is_named()
    {
        RabbitMqServer rabbit = await brokers.RabbitMqAsync();
        string port = LoopbackPort.Free();

        DrillOnService drill = await DrillOnService.RunAsync(
            "--ready", $"http://127.0.0.1:{port}/ready", "--url", $"http://127.0.0.1:{port}/stream", "--ready-timeout", "8s",
            "--publish", rabbit.QueueUri("nobody"), "--ledger", Path.Combine(_folder, "ledger"), "--", "node", DrillOnService.ServiceScript, port);

        Assert.Equal(2, drill.ExitCode);
        Assert.Contains("There is no queue rabbitmq://127.0.0.1:", drill.Error.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.DoesNotContain("guest", drill.Error, StringComparison.Ordinal);
    }

    private static void AssertEffects(DrillOnService drill, int published, int lost, int doubled) =>
        Assert.True((published, lost, doubled) == (drill.Effects("published"), drill.Effects("lost"), drill.Effects("doubled")), drill.ToString());
}
