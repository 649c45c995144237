using GracefulAnalyzers.Cli;
using GracefulAnalyzers.Drills.Brokers;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills;

[Collection(ServiceTests.Name)]
public sealed class ReportFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("graceful-report").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [NodeFact]
    public async Task One_report_that_cannot_be_written_leaves_the_others_their_turn()
    {
        string port = LoopbackPort.Free();
        (string json, string junit,
            string html) = (Path.Combine(_folder, "drill.json"), Path.Combine(_folder, "drill.xml"), Path.Combine(_folder, "drill.html"));
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var bound = new CancellationTokenSource(TimeSpan.FromMinutes(2));

        // The command takes the place of a report that could be written before it.
        int exitCode = await CommandLine.RunAsync(
            [
                "drill", "--json", json, "--junit", junit, "--html", html, "--warm-up", "500ms", "--concurrency", "2", "--ready",
                $"http://127.0.0.1:{port}/ready", "--url", $"http://127.0.0.1:{port}/stream",
                "--", "sh", "-c", "mkdir \"$1\" && exec node \"$2\" \"$3\"", "sh", json, DrillOnService.ServiceScript, port,
            ],
            () => throw new InvalidOperationException(),
            () => throw new InvalidOperationException(),
            () => throw new InvalidOperationException(),
            output,
            error,
            bound.Token);

        Assert.True(exitCode == 2, $"{output}\n{error}");
        Assert.Contains("The report cannot be written to", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("<testsuite", await File.ReadAllTextAsync(junit), StringComparison.Ordinal);
        Assert.Contains("<svg", await File.ReadAllTextAsync(html), StringComparison.Ordinal);
    }
}
