#pragma warning disable GRACE2013 // The defect under proof.
using RabbitMQ.Client;

namespace GracefulAnalyzers.Proofs.GRACE2013.Violation;

internal sealed class OrderWorker(IChannel channel, string queue, IAsyncBasicConsumer consumer, TaskCompletionSource begun) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var tag = await channel.BasicConsumeAsync(queue, autoAck: false, consumer, stoppingToken);
        begun.SetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, stoppingToken);
        }
        finally
        {
            // No more messages, please.
            await channel.BasicCancelAsync(tag, cancellationToken: stoppingToken); // GRACE2013
        }
    }
}
