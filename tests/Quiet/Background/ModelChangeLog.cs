using Quiet.Models;

namespace Quiet.Background;

/// <summary>Logs every change of model.</summary>
public sealed class ModelChangeLog(ModelCatalog catalog, ILogger<ModelChangeLog> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        catalog.Changed += OnChanged;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        catalog.Changed -= OnChanged;
        return Task.CompletedTask;
    }

    private void OnChanged(object? sender, string model) => logger.ModelChanged(model);
}
