#pragma warning disable GRACE3008 // The defect under proof.
namespace GracefulAnalyzers.Proofs.GRACE3008.Violation;

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
            await state.SaveAsync(stoppingToken); // GRACE3008
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
