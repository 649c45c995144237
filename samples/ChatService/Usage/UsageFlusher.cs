using ChatService.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace ChatService.Usage;

public sealed class UsageOptions
{
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(5);
}

/// <summary>Writes the collected usage records to the database, one batch per interval.</summary>
public sealed class UsageFlusher : IHostedService
{
    private readonly UsageQueue _queue;
    private readonly IServiceScopeFactory _scopes;
    private readonly UsageOptions _options;
    private readonly ILogger<UsageFlusher> _logger;

    public UsageFlusher(
        UsageQueue queue,
        IServiceScopeFactory scopes,
        IOptions<UsageOptions> options,
        ILogger<UsageFlusher> logger)
    {
        _queue = queue;
        _scopes = scopes;
        _options = options.Value;
        _logger = logger;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The loop must not hold up the start of the services registered after this one.
        _ = Task.Run(FlushLoopAsync);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Whatever came in since the last interval still has to be billed.
        var written = await FlushAsync(cancellationToken);
        _logger.LogInformation("Usage flusher stopped, {Written} records in the last batch", written);
    }

    private async Task FlushLoopAsync()
    {
        while (true)
        {
            await Task.Delay(_options.FlushInterval);

            try
            {
                await FlushAsync();
            }
            catch (DbUpdateException ex)
            {
                // Usage is best effort: a batch that cannot be written must not end the loop.
                _logger.LogError(ex, "Usage records could not be written");
            }
        }
    }

    private async Task<int> FlushAsync(CancellationToken cancellationToken = default)
    {
        var batch = new List<UsageEntry>();
        while (_queue.Reader.TryRead(out var entry))
        {
            batch.Add(entry);
        }

        if (batch.Count == 0)
        {
            return 0;
        }

        // DbContext is scoped and this service is a singleton.
        await using var scope = _scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
        db.Usage.AddRange(batch);
        return await db.SaveChangesAsync(cancellationToken);
    }
}
