namespace Quiet.Background;

/// <summary>Samples how many usage records wait, every five seconds.</summary>
public sealed class QueueDepthGauge(UsageQueue queue, ILogger<QueueDepthGauge> logger) : IHostedService, IDisposable
{
    private Timer? _timer;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _timer = new Timer(_ => logger.QueueDepth(queue.Reader.Count), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_timer is { } timer)
        {
            // Waits for a sample that is being taken; the callback is synchronous and short.
            await timer.DisposeAsync();
        }
    }

    public void Dispose() => _timer?.Dispose();
}
