using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;

namespace Quiet.Chat;

/// <summary>Titles as lists show them; expiry is asynchronous so that requests never wait for it.</summary>
public sealed class TitleCache
{
    private readonly Channel<string> _expired = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly ConcurrentDictionary<string, string> _titles = new();

    public ChannelReader<string> Expired => _expired.Reader;

    public bool TryFind(string conversationId, [MaybeNullWhen(false)] out string title) => _titles.TryGetValue(conversationId, out title);

    public void Keep(string conversationId, string title) => _titles[conversationId] = title;

    public void Expire(string conversationId) => _expired.Writer.TryWrite(conversationId);

    public void Remove(string conversationId) => _titles.TryRemove(conversationId, out _);
}
