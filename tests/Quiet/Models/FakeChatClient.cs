using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace Quiet.Models;

public sealed class FakeModelOptions
{
    public const string Section = "FakeModel";

    public int Words { get; set; } = 20;

    public TimeSpan Delay { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>A file that gets a line for every whole answer, its words: what a provider would put on the bill.</summary>
    public string? Bill { get; set; }
}

/// <summary>A model without a provider: answers with counted words at a steady pace.</summary>
public sealed class FakeChatClient(IOptions<FakeModelOptions> pace) : IChatClient
{
    private readonly Lock _billing = new();

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in GetStreamingResponseAsync(messages, options, cancellationToken))
        {
            updates.Add(update);
        }

        if (pace.Value.Bill is { } bill)
        {
            lock (_billing)
            {
                File.AppendAllText(bill, FormattableString.Invariant($"{updates.Count}\n"));
            }
        }

        return updates.ToChatResponse();
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // A word stands for a token.
        var words = Math.Min(pace.Value.Words, options?.MaxOutputTokens ?? int.MaxValue);
        for (var word = 1; word <= words; word++)
        {
            await Task.Delay(pace.Value.Delay, cancellationToken);
            yield return new ChatResponseUpdate(ChatRole.Assistant, $"word{word} ");
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }
}
