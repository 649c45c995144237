namespace GracefulAnalyzers.Proofs.GRACE3004.Fix;

internal sealed class SessionSweeper(Func<Task> sweep, Action save, Action<string> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await sweep();
                await Task.Delay(1000, stoppingToken);
            }
        }
        finally
        {
            save();
        }
    }

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        log("sweeper stopped");
        await base.StopAsync(cancellationToken);
    }
}
