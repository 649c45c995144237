using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3004;

internal sealed class BaseStopSkippedProof : Proof
{
    public override string Event => "a `BackgroundService` with an own `StopAsync` saves when its loop ends; the host stops";

    public override string Harm => "saves not made when the host had stopped";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(static (sweep, save, log) => new Violation.SessionSweeper(sweep, save, log));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(static (sweep, save, log) => new Fix.SessionSweeper(sweep, save, log));

    private static async Task<int> CountAsync(Func<Func<Task>, Action, Action<string>, IHostedService> create)
    {
        var work = new Work();
        work.Finish();
        var saves = 0;
        var lines = new List<string>();
        using var host = Stops.NewHost(services => services.AddSingleton(_ => create(work.DoAsync, () => saves++, lines.Add)));
        await host.StartAsync();
        await work.Begun.Soon("the loop does its first round");
        await host.TerminateAsync();
        Assert.Equal(["sweeper stopped"], lines);
        return 1 - saves;
    }
}
