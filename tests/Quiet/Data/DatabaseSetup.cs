using Microsoft.EntityFrameworkCore;

namespace Quiet.Data;

/// <summary>Creates the tables before anything that needs them starts.</summary>
public sealed class DatabaseSetup(IDbContextFactory<ChatDbContext> contexts) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Database.EnsureCreatedAsync(cancellationToken);
        // Readers and the one writer do not block each other.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
