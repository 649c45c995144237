#pragma warning disable GRACE3004 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3004.Violation;

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

    public override Task StopAsync(CancellationToken cancellationToken) // GRACE3004
    {
        log("sweeper stopped");
        return Task.CompletedTask;
    }
}
