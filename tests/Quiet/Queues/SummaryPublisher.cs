using System.Text.Json;
using RabbitMQ.Client;

namespace Quiet.Queues;

/// <summary>Publishes summary orders with the id that the worker keys its work by; returns when the broker has confirmed.</summary>
public sealed class SummaryPublisher(IConnectionFactory connections) : IAsyncDisposable
{
    private readonly SemaphoreSlim _opening = new(1, 1);
    private IConnection? _connection;
    private IChannel? _channel;

    public async Task PublishAsync(SummaryRequested order, string messageId, CancellationToken cancellationToken)
    {
        var properties = new BasicProperties { MessageId = messageId, Persistent = true, ContentType = "application/json" };
        var body = JsonSerializer.SerializeToUtf8Bytes(order, JsonSerializerOptions.Web);

        // One publisher at a time: a channel's confirms belong to one sequence.
        await _opening.WaitAsync(cancellationToken);
        try
        {
            var channel = await OpenAsync(cancellationToken);
            await channel.BasicPublishAsync("", SummaryQueue.Name, mandatory: true, properties, body, cancellationToken);
        }
        finally
        {
            _opening.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_channel is { } channel)
        {
            await channel.DisposeAsync();
        }

        if (_connection is { } connection)
        {
            await connection.DisposeAsync();
        }

        _opening.Dispose();
    }

    private async Task<IChannel> OpenAsync(CancellationToken cancellationToken)
    {
        if (_channel is { IsOpen: true } open)
        {
            return open;
        }

        if (_channel is { } closed)
        {
            await closed.DisposeAsync();
        }

        _connection ??= await connections.CreateConnectionAsync("quiet publisher", cancellationToken);
        var confirms = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);
        var channel = await _connection.CreateChannelAsync(confirms, cancellationToken);
        await SummaryQueue.DeclareAsync(channel, cancellationToken);
        return _channel = channel;
    }
}
