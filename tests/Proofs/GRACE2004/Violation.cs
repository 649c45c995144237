#pragma warning disable GRACE2004 // The defect under proof.
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace GracefulAnalyzers.Proofs.GRACE2004.Violation;

internal sealed class SummaryWorker(IConnection connection, string queue, Func<Task> summarise, TaskCompletionSource handled) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, delivery) =>
        {
            try
            {
                await summarise();
                await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false, stoppingToken); // GRACE2004
            }
            finally
            {
                handled.SetResult();
            }
        };
        await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stoppingToken);
        await Task.Delay(Timeout.Infinite, stoppingToken);
    }
}
