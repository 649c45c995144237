using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Processes;

namespace GracefulAnalyzers.Drills;

/// <summary>A test that writes its part of <c>docs/proof.md</c>; it takes an hour, and runs where <c>GRACEFUL_PROOF</c> names the file to write.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ProofFactAttribute : FactAttribute
{
    public const string FileVariable = "GRACEFUL_PROOF";
    public const string SizeVariable = "GRACEFUL_PROOF_SIZE";

    public ProofFactAttribute() => Skip = Environment.GetEnvironmentVariable(FileVariable) is null
        ? $"The long drill runs in .ci/full: {FileVariable} names the page that it writes"
        : null;
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
        var runs = new List<ProofRun>();
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
                runs.Add(new(service, signal, drill, service == quiet ? await quiet.AnswersAsync() : 0));
            }
        }

        page.Write(ProofSection.Of(size, runs));

        (DrillOnService terminated, DrillOnService killed) = (runs[0].Drill, runs[1].Drill);
        Assert.True(terminated.ExitCode == 0, terminated.ToString());
        Assert.True(killed.ExitCode == 0, killed.ToString());
        terminated.AssertCleanStops();
        Assert.Equal((size.MessagesOf("SIGTERM"), size.MessagesOf("SIGKILL")), (terminated.Effects("published"), killed.Effects("published")));
        Assert.Equal(terminated.Effects("published"), runs[0].AnswersSoFar);
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
}
