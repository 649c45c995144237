#pragma warning disable GRACE3003 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3003.Violation;

internal sealed class PriceRefresh(Func<Task> refresh) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await refresh();
            await Task.Delay(TimeSpan.FromMinutes(5)); // GRACE3003
        }
    }
}
