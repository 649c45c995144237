using Azure.Messaging.ServiceBus;

namespace Quiet.Queues;

/// <summary>Logs what no translation could be made of, and takes it off the dead-letter queue.</summary>
public sealed class DeadLetterReport(ServiceBusClient client, ILogger<DeadLetterReport> logger) : BackgroundService
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var receiver = client.CreateReceiver("translations/$deadletterqueue");
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var message in await receiver.ReceiveMessagesAsync(maxMessages: 16, Patience, stoppingToken))
            {
                logger.DeadLettered(message.MessageId);
                await receiver.CompleteMessageAsync(message);
            }
        }
    }
}
