#pragma warning disable GRACE3009 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3009.Violation;

internal sealed class FeedReader(Func<Task> read) : IHostedService
{
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop = Task.Run(() => ReadAsync(cancellationToken), cancellationToken); // GRACE3009
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ReadAsync(CancellationToken token)
    {
        while (!token.IsCancellationRequested)
        {
            await read();
            await Task.Delay(TimeSpan.FromMinutes(1), token);
        }
    }
}
