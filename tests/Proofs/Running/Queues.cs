using System.Text;
using RabbitMQ.Client;

namespace GracefulAnalyzers.Proofs.Running;

internal static class Queues
{
    /// <summary>Declares a queue of its own name that holds one message with an id; returns the name.</summary>
    public static async Task<string> QueueOfOneAsync(this IConnection connection, string message)
    {
        await using var channel =
            await connection.CreateChannelAsync(new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true));
        var queue = await channel.EmptyQueueAsync();
        await channel.BasicPublishAsync(
            exchange: "", queue, mandatory: true, new BasicProperties { MessageId = "message-1", Persistent = true }, Encoding.UTF8.GetBytes(message));
        return queue;
    }

    /// <summary>Declares an empty queue of its own name; returns the name.</summary>
    public static async Task<string> EmptyQueueAsync(this IChannel channel)
    {
        var queue = $"proof-{Guid.NewGuid():N}";
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        return queue;
    }
}
