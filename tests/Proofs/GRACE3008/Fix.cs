namespace GracefulAnalyzers.Proofs.GRACE3008.Fix;

internal sealed class ImportWorker(ImportState state) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            while (true)
            {
                await state.NextAsync();
                await Task.Delay(1000, stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Where the next start goes on.
            using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            await state.SaveAsync(budget.Token);
        }
    }
}

internal sealed class ImportState(Func<Task> next, string file)
{
    public int Position { get; private set; }

    public async Task NextAsync()
    {
        await next();
        Position++;
    }

    public Task SaveAsync(CancellationToken cancellationToken) => File.WriteAllTextAsync(file, $"{Position}", cancellationToken);
}
