#pragma warning disable GRACE3001 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3001.Violation;

internal sealed class UsageFlusher(Func<Task> flush) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The loop must not hold up the start of the other services.
        _ = Task.Run(FlushLoopAsync); // GRACE3001
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task FlushLoopAsync()
    {
        while (true)
        {
            await flush();
            await Task.Delay(TimeSpan.FromSeconds(5));
        }
    }
}
