using Quiet.Models;

namespace Quiet.Background;

/// <summary>Asks the configured endpoint once a minute which model to use.</summary>
public sealed class ModelCatalogRefresh(
    IHttpClientFactory clients,
    IConfiguration configuration,
    ModelCatalog catalog,
    ILogger<ModelCatalogRefresh> logger) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _loop = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (configuration.GetValue<Uri>("ModelCatalog:Url") is { } source)
        {
            _loop = Task.Run(() => RefreshAsync(source, _stopping.Token), CancellationToken.None);
        }

        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync();
        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!_loop.IsCompleted)
        {
            logger.StillBusyAtDeadline(nameof(ModelCatalogRefresh));
        }
    }

    public void Dispose() => _stopping.Dispose();

    private async Task RefreshAsync(Uri source, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                using var client = clients.CreateClient(nameof(ModelCatalogRefresh));
                catalog.Set((await client.GetStringAsync(source, cancellationToken)).Trim());
                await Task.Delay(TimeSpan.FromMinutes(1), cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                logger.RoundFailed(nameof(ModelCatalogRefresh), exception);
                await Task.Delay(TimeSpan.FromSeconds(10), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
