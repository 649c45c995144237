using Quiet.Chat;

namespace Quiet.Background;

/// <summary>Removes expired titles from memory; what is still queued at the end dies with the cache itself.</summary>
public sealed class TitleCacheExpiry(TitleCache titles) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var conversationId in titles.Expired.ReadAllAsync(stoppingToken))
        {
            titles.Remove(conversationId);
        }
    }
}
