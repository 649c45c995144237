using System.Text.Json;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;

namespace ChatService.Workers;

/// <summary>Asks for the summary of a conversation; <see cref="SummaryWorker"/> writes it.</summary>
public sealed class SummaryRequests(IOptions<RabbitMqOptions> options)
{
    public const string Exchange = "chat";
    public const string Queue = "chat.summaries";

    public async Task SendAsync(SummaryRequest request, CancellationToken cancellationToken)
    {
        // A few summaries a minute do not justify a connection of their own that stays open.
        var factory = new ConnectionFactory { Uri = options.Value.Uri, ClientProvidedName = "chat-service-requests" };
        await using var connection = await factory.CreateConnectionAsync(cancellationToken);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true),
            cancellationToken);
        await DeclareAsync(channel, cancellationToken);

        var properties = new BasicProperties
        {
            MessageId = Guid.CreateVersion7().ToString(),
            ContentType = "application/json",
            Persistent = true,
        };
        await channel.BasicPublishAsync(
            Exchange,
            "summary.requested",
            mandatory: true,
            properties,
            JsonSerializer.SerializeToUtf8Bytes(request),
            cancellationToken);
    }

    // Both sides declare, so that it does not matter which of them meets the broker first.
    public static async Task DeclareAsync(IChannel channel, CancellationToken cancellationToken)
    {
        await channel.ExchangeDeclareAsync(Exchange, ExchangeType.Topic, durable: true, cancellationToken: cancellationToken);
        await channel.QueueDeclareAsync(Queue, durable: true, exclusive: false, autoDelete: false, cancellationToken: cancellationToken);
        await channel.QueueBindAsync(Queue, Exchange, "summary.requested", cancellationToken: cancellationToken);
    }
}
