using System.Threading.Channels;
using Quiet.Data;

namespace Quiet.Background;

/// <summary>Hands usage records from requests to <see cref="UsageWriter"/>; waits for room rather than dropping.</summary>
public sealed class UsageQueue(ILogger<UsageQueue> logger)
{
    private readonly Channel<UsageRecord> _records =
        Channel.CreateBounded<UsageRecord>(new BoundedChannelOptions(1024) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    public ChannelReader<UsageRecord> Reader => _records.Reader;

    public async Task AddAsync(UsageRecord record, CancellationToken cancellationToken)
    {
        try
        {
            await _records.Writer.WriteAsync(record, cancellationToken);
        }
        catch (Exception exception) when (exception is ChannelClosedException or OperationCanceledException)
        {
            logger.UsageDropped(record.ConversationId);
        }
    }

    /// <summary>No more records come; the reader ends when it has read the rest.</summary>
    public void Complete() => _records.Writer.TryComplete();
}
