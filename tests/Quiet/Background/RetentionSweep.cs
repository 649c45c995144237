using Microsoft.EntityFrameworkCore;
using Quiet.Data;

namespace Quiet.Background;

/// <summary>Forgets stored results that no broker can redeliver any more.</summary>
public sealed class RetentionSweep(
    IDbContextFactory<ChatDbContext> contexts,
    TimeProvider clock,
    ILogger<RetentionSweep> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);
    private static readonly TimeSpan Retention = TimeSpan.FromDays(14);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await SweepAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // A sweep that was cut short is repeated by the next process.
        }
    }

    private async Task SweepAsync(CancellationToken stoppingToken)
    {
        var oldest = (clock.GetUtcNow() - Retention).ToUnixTimeMilliseconds();
        try
        {
            await using var db = await contexts.CreateDbContextAsync(stoppingToken);
            var removed = await db.Results
                .Where(result => result.Value != null && result.StoredAt < oldest)
                .ExecuteDeleteAsync(stoppingToken);
            logger.RetentionSwept(removed);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.RoundFailed(nameof(RetentionSweep), exception);
        }
    }
}
