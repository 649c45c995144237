namespace GracefulAnalyzers.Proofs.GRACE3001.Fix;

internal sealed class UsageFlusher(Func<Task> flush) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _work = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The loop must not hold up the start of the other services.
        _work = Task.Run(FlushLoopAsync);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _work.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task FlushLoopAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            await flush();
            await Task.Delay(TimeSpan.FromSeconds(5), _stopping.Token);
        }
    }
}
