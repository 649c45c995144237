#pragma warning disable GRACE3998 // The defect under proof.
using System.Collections.Concurrent;

namespace GracefulAnalyzers.Proofs.GRACE3998.Violation;

internal sealed class Outbox(ConcurrentQueue<string> letters) : BackgroundService
{
    public int Waiting => letters.Count;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        letters.Clear(); // GRACE3998
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
