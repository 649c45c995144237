using RabbitMQ.Client;

namespace Quiet.Queues;

public static class SummaryQueue
{
    public const string Name = "summaries";

    // A quorum queue counts deliveries, so a message that always fails ends up dead-lettered, not in an endless loop.
    private static readonly Dictionary<string, object?> Arguments = new()
    {
        ["x-queue-type"] = "quorum",
        ["x-delivery-limit"] = 5,
    };

    public static Task DeclareAsync(IChannel channel, CancellationToken cancellationToken) =>
        channel.QueueDeclareAsync(Name, durable: true, exclusive: false, autoDelete: false, arguments: Arguments, cancellationToken: cancellationToken);
}
