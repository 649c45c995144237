using System.Text;
using GracefulAnalyzers.Cli.Drill.Plan;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Publishes persistent messages with publisher confirms; the id is the message's <c>MessageId</c>.</summary>
internal sealed class RabbitMqQueue : IMessageQueue
{
    private const ushort QueueNotFound = 404;

    private static readonly CreateChannelOptions WithConfirms = new(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true);

    private readonly QueueAddress.RabbitMq _address;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly RabbitMqManagement? _management;
    private int? _redeliveredBefore;

    private RabbitMqQueue(QueueAddress.RabbitMq address, IConnection connection, IChannel channel)
    {
        (_address, _connection, _channel) = (address, connection, channel);
        _management = address.ManagementPort is { } port ? new(address, port) : null;
    }

    /// <exception cref="DrillRefusedException">The broker cannot be reached, or does not let the drill in.</exception>
    public static async Task<RabbitMqQueue> OpenAsync(QueueAddress.RabbitMq address, CancellationToken cancellation)
    {
        var factory = new ConnectionFactory
        {
            HostName = address.Uri.IdnHost,
            Port = address.Port,
            UserName = address.User,
            Password = address.Password,
            VirtualHost = address.VirtualHost,
            ClientProvidedName = "graceful drill",
        };
        try
        {
            IConnection connection = await factory.CreateConnectionAsync(cancellation);
            var queue = new RabbitMqQueue(address, connection, await connection.CreateChannelAsync(WithConfirms, cancellation));
            queue._redeliveredBefore = await queue.RedeliveriesEverAsync(cancellation) ?? 0;
            return queue;
        }
        catch (Exception e) when (e is BrokerUnreachableException or RabbitMQClientException or IOException)
        {
            throw new DrillRefusedException($"The broker at {address.Display} cannot be used: {(e.InnerException ?? e).Message}", e);
        }
    }

    public async Task<bool> ExistsAsync(CancellationToken cancellation) => await DeclaredAsync(cancellation) is not null;

    public async Task PublishAsync(IReadOnlyList<(DrillMessage Message, string Body)> batch, CancellationToken cancellation)
    {
        try
        {
            await Task.WhenAll(batch.Select(entry => _channel.BasicPublishAsync(
                exchange: "",
                _address.Queue,
                mandatory: true,
                new BasicProperties { MessageId = entry.Message.Id, Persistent = true, ContentType = "application/json" },
                Encoding.UTF8.GetBytes(entry.Body),
                cancellation).AsTask()));
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            throw new DrillRefusedException($"A message could not be published to {_address.Display}: {e.Message}", e);
        }
    }

    public async Task<int?> WaitingAsync(CancellationToken cancellation) => (int?)(await DeclaredAsync(cancellation))?.MessageCount;

    public Task ServiceEndedAsync(CancellationToken cancellation) => Task.CompletedTask;

    public async Task<int?> RedeliveredAsync(CancellationToken cancellation) =>
        await RedeliveriesEverAsync(cancellation) is { } ever ? Math.Max(0, ever - _redeliveredBefore!.Value) : null;

    public async ValueTask DisposeAsync()
    {
        _management?.Dispose();
        await _channel.DisposeAsync();
        await _connection.DisposeAsync();
    }

    // A queue that does not exist closes the channel that asked, so asking takes one of its own.
    private async Task<QueueDeclareOk?> DeclaredAsync(CancellationToken cancellation)
    {
        try
        {
            await using IChannel asking = await _connection.CreateChannelAsync(cancellationToken: cancellation);
            return await asking.QueueDeclarePassiveAsync(_address.Queue, cancellation);
        }
        catch (OperationInterruptedException e) when (e.ShutdownReason?.ReplyCode == QueueNotFound)
        {
            return null;
        }
        catch (Exception e) when (e is RabbitMQClientException or IOException)
        {
            throw new DrillRefusedException($"The queue {_address.Display} cannot be asked for: {e.Message}", e);
        }
    }

    private async Task<int?> RedeliveriesEverAsync(CancellationToken cancellation) =>
        _management is null ? null : await _management.RedeliveriesEverAsync(cancellation);
}
