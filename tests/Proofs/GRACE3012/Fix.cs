namespace GracefulAnalyzers.Proofs.GRACE3012.Fix;

internal sealed class RateRefresh(Func<Task> refresh) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1));
        do
        {
            await refresh();
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    public override void Dispose()
    {
        base.Dispose();
    }
}
