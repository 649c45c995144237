namespace Quiet.Background;

/// <summary>Stops the application when the configured maintenance window begins; the orchestrator decides when it comes back.</summary>
public sealed class MaintenanceWindow(
    IConfiguration configuration,
    IHostApplicationLifetime lifetime,
    TimeProvider clock,
    ILogger<MaintenanceWindow> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (configuration.GetValue<DateTimeOffset?>("Maintenance:At") is not { } begins)
        {
            return;
        }

        var wait = begins - clock.GetUtcNow();
        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, stoppingToken);
        }

        logger.MaintenanceBegins();
        lifetime.StopApplication();
    }
}
