using ChatService.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatService.Workers;

public sealed class SweepOptions
{
    public TimeSpan Interval { get; set; } = TimeSpan.FromHours(1);

    public TimeSpan KeepFor { get; set; } = TimeSpan.FromDays(30);
}

/// <summary>Deletes conversations that nobody has continued for a while.</summary>
public sealed class SessionSweeper(
    IServiceScopeFactory scopes,
    IOptions<SweepOptions> options,
    ILogger<SessionSweeper> logger) : BackgroundService
{
    private int _deleted;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(options.Value.Interval);

        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<ChatDb>();

            // Turns and summaries go with their conversation (cascading delete).
            var cutoff = DateTime.UtcNow - options.Value.KeepFor;
            _deleted += await db.Conversations
                .Where(conversation => conversation.LastActiveAt < cutoff)
                .ExecuteDeleteAsync(stoppingToken);
        }
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        // The only place where the number is of interest: operations compares it between restarts.
        logger.LogInformation("Session sweeper stopping, {Deleted} conversations deleted since start", _deleted);
        return Task.CompletedTask;
    }
}
