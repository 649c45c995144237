using System.Globalization;
using System.Text;
using System.Text.Json;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Drills;

/// <summary>A test that writes its part of <c>docs/proof.md</c>; it takes an hour, and runs where <c>GRACEFUL_PROOF</c> names the file to write.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProofFactAttribute : FactAttribute
{
    public const string FileVariable = "GRACEFUL_PROOF";
    public const string SizeVariable = "GRACEFUL_PROOF_SIZE";

    public ProofFactAttribute() => Skip = Environment.GetEnvironmentVariable(FileVariable) is null ? $"The long drill runs in .ci/full: {FileVariable} names the page that it writes" : null;
}

/// <summary>The long drill: the correct service, the broken one, and the broken one after <c>graceful fix</c>, over many cycles.</summary>
[Collection(ServiceTests.Name)]
[Trait("Size", "Long")]
public sealed class ProofDrills : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-proof").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [ProofFact]
    public async Task The_three_services_are_drilled_and_the_page_is_written()
    {
        // Read first: a page that cannot take the table would be found out after hours.
        var page = ProofPage.Read(Environment.GetEnvironmentVariable(ProofFactAttribute.FileVariable)!);
        DrillSize size = Environment.GetEnvironmentVariable(ProofFactAttribute.SizeVariable) is { Length: > 0 } given ? DrillSize.Parse(given) : DrillSize.Long;
        string broken = await ChatServiceBuild.DllAsync();
        string mended = await MendAsync();
        DrilledService quiet = await DrilledService.QuietAsync(Folder("quiet"));
        (DrilledService Service, string Signal)[][] services =
        [
            [(quiet, "SIGTERM"), (quiet, "SIGKILL")],
            Both(DrilledService.Sample("samples/ChatService", broken, Folder("broken"))),
            Both(DrilledService.Sample("samples/ChatService after `graceful fix`", mended, Folder("mended"))),
        ];
        var runs = new List<(DrilledService Service, string Signal, DrillOnService Drill)>();
        var answers = new List<int>();
        foreach ((DrilledService Service, string Signal)[] drills in services)
        {
            // A broker of its own: what one service leaves in its queue must not reach the next.
            await using RabbitMqServer rabbit = await RabbitMqServer.StartAsync();
            foreach ((DrilledService service, string signal) in drills)
            {
                // A tenth of the messages shows what the sample does to them; it takes them one by one.
                DrillSize ofService = service == quiet ? size : size with { Messages = size.Messages / 10 };
                DrillOnService drill = await service.RunAsync(rabbit.ServiceUri, rabbit.QueueUri(service.Queue), ofService, signal);
                Assert.True(drill.ExitCode is 0 or 1, drill.ToString());
                runs.Add((service, signal, drill));
                if (service == quiet)
                {
                    answers.Add(await quiet.AnswersAsync());
                }
            }
        }

        page.Write(Section(size, runs, answers));

        (DrillOnService terminated, DrillOnService killed) = (runs[0].Drill, runs[1].Drill);
        Assert.True(terminated.ExitCode == 0, terminated.ToString());
        Assert.True(killed.ExitCode == 0, killed.ToString());
        Assert.All(terminated.Report.GetProperty("cycles").EnumerateArray(), static cycle =>
        {
            Assert.Equal(0, cycle.GetProperty("exitCode").GetInt32());
            Assert.False(cycle.GetProperty("late").GetBoolean());
        });
        Assert.Equal((size.MessagesOf("SIGTERM"), size.MessagesOf("SIGKILL")), (terminated.Effects("published"), killed.Effects("published")));
        Assert.Equal(terminated.Effects("published"), answers[0]);
        (DrillOnService longStreams, DrillOnService shortStreams) = (runs[2].Drill, runs[3].Drill);
        Assert.True(longStreams.ExitCode == 1, longStreams.ToString());
        Assert.True(longStreams.Count("truncated") + longStreams.Count("reset") > 0, longStreams.ToString());
        Assert.True(shortStreams.ExitCode == 1, shortStreams.ToString());
        Assert.True(shortStreams.Effects("lost") + shortStreams.Effects("doubled") > 0, shortStreams.ToString());
    }

    private static (DrilledService Service, string Signal)[] Both(DrilledService sample) =>
        [(sample, "SIGTERM"), (sample.WithShortStreams(), "SIGTERM"), (sample.WithShortStreams(), "SIGKILL")];

    // The sample as `graceful fix` leaves it, built.
    private async Task<string> MendAsync()
    {
        string copy = Folder("mended-source");
        string original = DrillOnService.PathOf("ChatServiceFolder");
        foreach (string file in Directory.EnumerateFiles(original, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(original, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            {
                string target = Path.Combine(copy, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }

        Command fix = await Command.RunAsync(copy, new Dictionary<string, string?>(), "dotnet", DrillOnService.PathOf("ToolPath"), "fix", copy, "--force");
        Assert.True(fix.ExitCode is 0 or 1, fix.Output);
        Assert.Contains("Program.cs", fix.Output[fix.Output.LastIndexOf("Changed", StringComparison.Ordinal)..], StringComparison.Ordinal);
        return await ChatServiceBuild.BuildAsync(copy, Path.Combine(_folder, "mended-artifacts"));
    }

    private string Folder(string name) => Directory.CreateDirectory(Path.Combine(_folder, name)).FullName;

    private static string Section(DrillSize size, IReadOnlyList<(DrilledService Service, string Signal, DrillOnService Drill)> runs, IReadOnlyList<int> answers)
    {
        var page = new StringBuilder();
        string asked = size == DrillSize.Long ? "" : Line($" This page was written by a smaller run than the {DrillSize.Long.Streams} streams, {Number(DrillSize.Long.Messages)} messages and {DrillSize.Long.SigtermCycles} + {DrillSize.Long.SigkillCycles} cycles of `.ci/full`.");
        page.Append(Line($"""
            Generated by `bash .ci/proof`; do not edit. Real processes, real signals, RabbitMQ with quorum and classic queues on the same machine.

            Each service holds {size.Streams} streams over {size.SigtermCycles} SIGTERM and {size.SigkillCycles} SIGKILL cycles; `tests/Quiet` works off {Number(size.Messages)} messages meanwhile, the sample a tenth of them.{asked} Where streams are longer than the grace period, some cannot finish:
            a correct service tells their readers so. The broken one is drilled with shorter streams too: its workers stop only after them, and only then show what they do to the message in hand. Times are scaled down; real answers take minutes and real grace 30 s.

            | service | signal | streams | grace | cycles | requests | completed | ended in-band | refused | truncated | reset | 5xx or hung | messages | lost | doubled | redelivered | late | exit codes | p99 | verdict |
            |---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|

            """));
        foreach ((DrilledService service, string signal, DrillOnService drill) in runs)
        {
            page.Append(Row(service, signal, drill)).Append('\n');
        }

        page.Append(Line($"""

            - *Truncated* and *reset* streams are the service's fault after SIGTERM only: SIGKILL cuts every stream, and the verdict then counts messages alone.
            - A message is *lost* when its effect was not in the service's database after the queue had been worked off, *doubled* when it was there more than once. The effect is the stored summary:
              in `tests/Quiet` each write of a result, counted by a trigger of the drill's, in `samples/ChatService` a row per summary.
            - The model of `tests/Quiet` gave {Number(answers[0])} answers for the {Number(runs[0].Drill.Effects("published"))} messages of the SIGTERM cycles, and {Number(answers[1] - answers[0])} for the {Number(runs[1].Drill.Effects("published"))} of the SIGKILL cycles.
              A kill between an answer and its recording pays for it again, and no service can help that; a SIGTERM must never.
            - *Redelivered* is the broker's count, for information: at-least-once delivery repeats messages, the service must not repeat effects. *Late* cycles needed a SIGKILL after the grace period.
            - *p99* is the duration of complete requests.

            """));
        string[] left = [.. StillBroken([.. runs.Where(run => run.Service.Name.Contains("fix", StringComparison.Ordinal) && run.Signal == "SIGTERM").Select(run => run.Drill)])];
        if (left.Length > 0)
        {
            page.Append(Line($"- After `graceful fix` the model is not paid twice for one message (GRACE2001 above). What no rule mends yet: {string.Join("; ", left)}.\n"));
        }

        return page.ToString();
    }

    private static IEnumerable<string> StillBroken(DrillOnService[] drills)
    {
        if (drills.Any(drill => drill.Effects("doubled") > 0))
        {
            yield return "the row beside the model's answer is inserted on each delivery, and the worker's channel closes under the message in hand";
        }

        if (drills.Any(drill => drill.Effects("lost") > 0))
        {
            yield return "messages get lost";
        }

        if (drills.Any(drill => drill.Count("truncated") > 0))
        {
            yield return "a stream longer than the grace period ends without notice";
        }

        if (drills.Any(drill => drill.Count("reset") > 0))
        {
            yield return "connections are reset";
        }

        if (drills.Any(drill => drill.Report.GetProperty("cycles").EnumerateArray().Any(cycle => cycle.GetProperty("late").GetBoolean())))
        {
            yield return "the host waits longer than the grace period";
        }
    }

    private static string Row(DrilledService service, string signal, DrillOnService drill)
    {
        JsonElement[] cycles = [.. drill.Report.GetProperty("cycles").EnumerateArray()];
        string codes = string.Join(", ", cycles
            .GroupBy(cycle => cycle.GetProperty("exitCode") is { ValueKind: JsonValueKind.Number } code ? code.GetInt32().ToString(CultureInfo.InvariantCulture) : "unknown")
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => Line($"{group.Count()} × {group.Key}")));
        JsonElement effects = drill.Report.GetProperty("effects");
        string redelivered = effects.GetProperty("redelivered") is { ValueKind: JsonValueKind.Number } count ? Number(count.GetInt32()) : "unknown";
        string p99 = drill.Report.GetProperty("durations") is { ValueKind: JsonValueKind.Object } durations ? Line($"{durations.GetProperty("p99").GetDouble():0.0} s") : "-";
        string[] cells =
        [
            service.Name,
            signal,
            service.Streams,
            Line($"{service.Grace.TotalSeconds:0} s"),
            Number(cycles.Length),
            Number(drill.Report.GetProperty("requests").GetArrayLength()),
            Number(drill.Count("completed")),
            Number(drill.Count("endedInBand")),
            Number(drill.Count("refused")),
            Number(drill.Count("truncated")),
            Number(drill.Count("reset")),
            Number(drill.Count("serverError") + drill.Count("hung")),
            Number(effects.GetProperty("published").GetInt32()),
            Number(effects.GetProperty("lost").GetInt32()),
            Number(effects.GetProperty("doubled").GetInt32()),
            redelivered,
            Number(cycles.Count(cycle => cycle.GetProperty("late").GetBoolean())),
            codes,
            p99,
            drill.ExitCode == 0 ? "passed" : "failed",
        ];
        return $"| {string.Join(" | ", cells)} |";
    }

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Line(FormattableString text) => FormattableString.Invariant(text);
}
