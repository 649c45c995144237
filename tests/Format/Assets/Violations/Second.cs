using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Violations.Second;

public sealed class AckWorker(IConnectionFactory factory, ILogger<AckWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        await using var connection = await factory.CreateConnectionAsync(ct);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            logger.LogInformation("{Length} bytes", delivery.Body.Length);
            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, ct);
        };
        await channel.BasicConsumeAsync("work", autoAck: false, consumer, ct);
        await Task.Delay(Timeout.Infinite, ct);
    }

    public override Task StopAsync(CancellationToken ct)
    {
        logger.LogInformation("stopped");
        return Task.CompletedTask;
    }
}
