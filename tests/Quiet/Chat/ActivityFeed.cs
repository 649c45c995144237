using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Threading.Channels;

namespace Quiet.Chat;

/// <summary>Tells dashboards what happens, as it happens; slow readers lose the oldest lines.</summary>
public sealed class ActivityFeed(IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<ActivitySubscription, byte> _subscriptions = new();

    public void Publish(string line)
    {
        foreach (var subscription in _subscriptions.Keys)
        {
            subscription.Offer(line);
        }
    }

    public ActivitySubscription Subscribe(CancellationToken clientGone)
    {
        var subscription = new ActivitySubscription(ended => _subscriptions.TryRemove(ended, out _), lifetime.ApplicationStopping, clientGone);
        _subscriptions.TryAdd(subscription, 0);
        return subscription;
    }
}

public sealed class ActivitySubscription : IDisposable
{
    private readonly Channel<string> _lines = Channel.CreateBounded<string>(new BoundedChannelOptions(64) { FullMode = BoundedChannelFullMode.DropOldest });
    private readonly CancellationToken _clientGone;
    private readonly CancellationTokenRegistration _stopping;
    private readonly Action<ActivitySubscription> _ended;

    public ActivitySubscription(Action<ActivitySubscription> ended, CancellationToken applicationStopping, CancellationToken clientGone)
    {
        _clientGone = clientGone;
        _ended = ended;
        _stopping = applicationStopping.Register(() => _lines.Writer.TryComplete());
    }

    public void Offer(string line) => _lines.Writer.TryWrite(line);

    /// <summary>Ends with <c>error</c> when the application stops, because the writer is completed then.</summary>
    public async IAsyncEnumerable<SseItem<string>> ReadAsync()
    {
        await foreach (var line in _lines.Reader.ReadAllAsync(_clientGone))
        {
            yield return Sse.Item("activity", line);
        }

        yield return Sse.Restarting;
    }

    public void Dispose()
    {
        _stopping.Dispose();
        _ended(this);
    }
}
