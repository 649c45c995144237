using Microsoft.EntityFrameworkCore;
using Quiet.Data;
using Quiet.Drain;

namespace Quiet.Background;

/// <summary>Writes usage records in batches. Its turn to stop comes after the last request, so completing the queue loses nothing.</summary>
public sealed class UsageWriter(
    UsageQueue queue,
    DrainDeadline drain,
    IDbContextFactory<ChatDbContext> contexts,
    ILogger<UsageWriter> logger) : BackgroundService
{
    private const int BatchSize = 64;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        queue.Complete();
        // Waiting first lets the loop end by itself; the base then bounds what is left by the same token.
        if (ExecuteTask is { } writing)
        {
            await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var written = 0L;
        var batch = new List<UsageRecord>(BatchSize);
        // Ends when the queue is complete and empty, not with the token: what was accepted is written.
        while (await queue.Reader.WaitToReadAsync(CancellationToken.None))
        {
            while ((batch.Count < BatchSize || drain.HasPassed) && queue.Reader.TryRead(out var record))
            {
                // Past the deadline everything left goes into one last transaction.
                batch.Add(record);
            }

            await SaveAsync(batch);
            written += batch.Count;
            batch.Clear();
        }

        logger.UsageDrained(written);
    }

    private async Task SaveAsync(List<UsageRecord> batch)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
            db.Usage.AddRange(batch);
            await db.SaveChangesAsync(CancellationToken.None);
        }
        catch (DbUpdateException exception)
        {
            logger.RoundFailed(nameof(UsageWriter), exception);
        }
    }
}
