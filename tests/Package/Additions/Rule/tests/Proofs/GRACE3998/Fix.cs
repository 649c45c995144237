using System.Collections.Concurrent;

namespace GracefulAnalyzers.Proofs.GRACE3998.Fix;

internal sealed class Outbox(ConcurrentQueue<string> letters) : BackgroundService
{
    public int Waiting => letters.Count;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.Delay(Timeout.Infinite, stoppingToken);
}
