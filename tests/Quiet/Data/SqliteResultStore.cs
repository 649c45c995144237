using Microsoft.EntityFrameworkCore;

namespace Quiet.Data;

/// <summary>Results in SQLite. A lease keeps concurrent deliveries of one key apart; it is renewed while the work runs, released when it fails, and expires
/// with a dead process.</summary>
public sealed class SqliteResultStore(
    IDbContextFactory<ChatDbContext> contexts,
    TimeProvider clock,
    ILogger<SqliteResultStore> logger) : IResultStore
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    public async Task<string> GetOrAddAsync(string key, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken)
    {
        if (key.Length == 0)
        {
            logger.EffectUnguarded();
            return await work(cancellationToken);
        }

        var owner = Guid.NewGuid().ToString("N");
        while (true)
        {
            if (await FindAsync(key, cancellationToken) is { } stored)
            {
                return stored;
            }

            if (await TryLeaseAsync(key, owner, cancellationToken))
            {
                return await RunLeasedAsync(key, owner, work, cancellationToken);
            }

            await Task.Delay(Poll, clock, cancellationToken);
        }
    }

    private async Task<string> RunLeasedAsync(string key, string owner, Func<CancellationToken, Task<string>> work, CancellationToken cancellationToken)
    {
        using var renewing = new CancellationTokenSource();
        var renewal = RenewAsync(key, owner, renewing.Token);
        var recorded = false;
        try
        {
            var value = await work(cancellationToken);
            // The work is paid for: from here on nothing may cancel its recording.
            await RecordAsync(key, owner, value);
            recorded = true;
            return await FindAsync(key, CancellationToken.None) ?? value;
        }
        finally
        {
            await renewing.CancelAsync();
            await renewal;
            if (!recorded)
            {
                await ReleaseAsync(key, owner);
            }
        }
    }

    private async Task<string?> FindAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Results.Where(result => result.Key == key).Select(result => result.Value).SingleOrDefaultAsync(cancellationToken);
    }

    private async Task<bool> TryLeaseAsync(string key, string owner, CancellationToken cancellationToken)
    {
        var (now, until) = LeaseFromNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Results" ("Key", "LeaseOwner", "LeaseUntil", "StoredAt") VALUES ({key}, {owner}, {until}, {now})
            ON CONFLICT ("Key") DO UPDATE SET "LeaseOwner" = excluded."LeaseOwner", "LeaseUntil" = excluded."LeaseUntil"
            WHERE "Value" IS NULL AND "LeaseUntil" < {now}
            """,
            cancellationToken) == 1;
    }

    private async Task RecordAsync(string key, string owner, string value)
    {
        var now = clock.GetUtcNow().ToUnixTimeMilliseconds();
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        // The first result wins, also over a lease that expired meanwhile.
        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO "Results" ("Key", "Value", "LeaseOwner", "LeaseUntil", "StoredAt") VALUES ({key}, {value}, {owner}, 0, {now})
            ON CONFLICT ("Key") DO UPDATE SET "Value" = excluded."Value", "StoredAt" = excluded."StoredAt" WHERE "Value" IS NULL
            """,
            CancellationToken.None);
    }

    private async Task ReleaseAsync(string key, string owner)
    {
        await using var db = await contexts.CreateDbContextAsync(CancellationToken.None);
        await db.Results
            .Where(result => result.Key == key && result.LeaseOwner == owner && result.Value == null)
            .ExecuteDeleteAsync(CancellationToken.None);
    }

    private async Task RenewAsync(string key, string owner, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Lease / 3, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                var (_, until) = LeaseFromNow();
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await db.Results
                    .Where(result => result.Key == key && result.LeaseOwner == owner)
                    .ExecuteUpdateAsync(result => result.SetProperty(row => row.LeaseUntil, until), cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The work has ended; so does the heartbeat.
        }
        catch (Exception exception)
        {
            logger.LeaseRenewalFailed(key, exception);
        }
    }

    private (long Now, long Until) LeaseFromNow()
    {
        var now = clock.GetUtcNow();
        return (now.ToUnixTimeMilliseconds(), (now + Lease).ToUnixTimeMilliseconds());
    }
}
