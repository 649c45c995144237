#pragma warning disable GRACE3012 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3012.Violation;

internal sealed class RateRefresh(Func<Task> refresh) : BackgroundService
{
    private Timer? _timer;

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _timer = new Timer(async _ => await refresh(), null, TimeSpan.Zero, TimeSpan.FromMinutes(1)); // GRACE3012
        return Task.CompletedTask;
    }

    public override void Dispose()
    {
        _timer?.Dispose();
        base.Dispose();
    }
}
