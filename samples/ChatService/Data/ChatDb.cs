using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ChatService.Data;

public sealed class ChatDb(DbContextOptions<ChatDb> options) : DbContext(options)
{
    public DbSet<Conversation> Conversations => Set<Conversation>();

    public DbSet<Turn> Turns => Set<Turn>();

    public DbSet<Summary> Summaries => Set<Summary>();

    public DbSet<UsageEntry> Usage => Set<UsageEntry>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        // The sweeper looks for old conversations by this column only.
        modelBuilder.Entity<Conversation>().HasIndex(conversation => conversation.LastActiveAt);
    }
}

/// <summary>Ready means that the database answers; the broker may come later.</summary>
public sealed class ChatDbCheck(ChatDb db) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await db.Database.CanConnectAsync(cancellationToken)
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy("The database does not answer.");
}
