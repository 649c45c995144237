namespace GracefulAnalyzers.Proofs.GRACE3009.Fix;

internal sealed class FeedReader(Func<Task> read) : IHostedService, IDisposable
{
    private Task _loop = Task.CompletedTask;
    private readonly CancellationTokenSource _stopping = new();

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => ReadAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();

        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose() => _stopping.Dispose();

    private async Task ReadAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await read();
            await Task.Delay(TimeSpan.FromMinutes(1), token);
        }
    }
}
