using System.Collections.Concurrent;
using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3998;

internal sealed class WorkThrownAwayProof : Proof
{
    public override string Event => "the host stops while three letters wait";

    public override string Harm => "letters that were thrown away";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(static letters => new Violation.Outbox(letters));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(static letters => new Fix.Outbox(letters));

    private static async Task<int> CountAsync(Func<ConcurrentQueue<string>, BackgroundService> create)
    {
        var letters = new ConcurrentQueue<string>(["a", "b", "c"]);
        using var host = Stops.NewHost(services => services.AddSingleton<IHostedService>(_ => create(letters)));
        await host.StartAsync();
        await host.TerminateAsync();
        return 3 - letters.Count;
    }
}
