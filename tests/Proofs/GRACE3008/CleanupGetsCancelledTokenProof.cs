using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3008;

internal sealed class CleanupGetsCancelledTokenProof : Proof
{
    public override string Event => "an import that saves its position when it is cancelled; the host stops";

    public override string Harm => "positions not in the file when the host had stopped";

    public override Task<int> WithDefectAsync(Bench bench) =>
        CountAsync(static (next, file) => new Violation.ImportWorker(new Violation.ImportState(next, file)));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(static (next, file) => new Fix.ImportWorker(new Fix.ImportState(next, file)));

    private static async Task<int> CountAsync(Func<Func<Task>, string, IHostedService> create)
    {
        var folder = Directory.CreateTempSubdirectory("graceful-proof");
        try
        {
            var work = new Work();
            work.Finish();
            var file = Path.Combine(folder.FullName, "position");
            using var host = Stops.NewHost(services => services.AddSingleton(_ => create(work.DoAsync, file)));
            await host.StartAsync();
            await work.Begun.Soon("the import does its first step");
            await host.TerminateAsync();
            return File.Exists(file) ? 0 : 1;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
