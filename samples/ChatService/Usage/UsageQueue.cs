using System.Threading.Channels;
using ChatService.Data;

namespace ChatService.Usage;

/// <summary>Takes usage records from the request path without making it wait for the database.</summary>
public sealed class UsageQueue
{
    private readonly Channel<UsageEntry> _entries = Channel.CreateUnbounded<UsageEntry>();

    public ChannelReader<UsageEntry> Reader => _entries.Reader;

    public void Record(Guid? conversationId, string operation, string input, string output)
    {
        _entries.Writer.TryWrite(new UsageEntry
        {
            ConversationId = conversationId,
            Operation = operation,
            InputWords = CountWords(input),
            OutputWords = CountWords(output),
            At = DateTime.UtcNow,
        });
    }

    private static int CountWords(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
}
