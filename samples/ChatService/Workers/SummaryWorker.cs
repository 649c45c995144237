using System.Text.Json;
using ChatService.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace ChatService.Workers;

/// <summary>Summarises conversations on request and tells the others when a summary is there.</summary>
public sealed class SummaryWorker(
    IChatClient chat,
    IServiceScopeFactory scopes,
    IOptions<RabbitMqOptions> options,
    ILogger<SummaryWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await using var connection = await ConnectAsync(stoppingToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: stoppingToken);
        await SummaryRequests.DeclareAsync(channel, stoppingToken);

        // Summaries take seconds: a small prefetch keeps the waiting ones visible in the queue length.
        await channel.BasicQosAsync(prefetchSize: 0, prefetchCount: 4, global: false, stoppingToken);

        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += async (_, ea) =>
        {
            try
            {
                var request = JsonSerializer.Deserialize<SummaryRequest>(ea.Body.Span)
                    ?? throw new JsonException("The message is empty.");
                logger.LogInformation("Summarising {ConversationId}, message {MessageId}", request.ConversationId, ea.BasicProperties.MessageId);

                await using var scope = scopes.CreateAsyncScope();
                var db = scope.ServiceProvider.GetRequiredService<ChatDb>();
                var turns = await db.Turns
                    .Where(turn => turn.ConversationId == request.ConversationId)
                    .OrderBy(turn => turn.Id)
                    .ToListAsync();

                // The model sees the whole conversation as one text, not as a dialogue it should go on with.
                var transcript = string.Join('\n', turns.Select(turn => $"{turn.Role}: {turn.Text}"));

                // A summary that was started is paid for, so it is not cancelled half-way.
                var response = await chat.GetResponseAsync($"Summarise in two sentences:\n{transcript}");

                db.Summaries.Add(new Summary { ConversationId = request.ConversationId, Text = response.Text });
                await db.SaveChangesAsync();

                await channel.BasicPublishAsync(
                    SummaryRequests.Exchange,
                    "summary.ready",
                    mandatory: false,
                    new BasicProperties { ContentType = "application/json", Persistent = true },
                    JsonSerializer.SerializeToUtf8Bytes(new SummaryReady(request.ConversationId, response.Text)));

                // Acknowledged last: until here the broker keeps the message.
                await channel.BasicAckAsync(ea.DeliveryTag, false, stoppingToken);
            }
            catch (JsonException ex)
            {
                // It will not become readable by trying again.
                logger.LogError(ex, "Dropped an unreadable summary request");
                await channel.BasicRejectAsync(ea.DeliveryTag, requeue: false);
            }
            catch (Exception ex) when (ex is not OperationCanceledException)
            {
                logger.LogError(ex, "Summary failed, the message goes back to the queue");

                // An outage of the model or the database should not turn into a busy loop.
                await Task.Delay(options.Value.RetryDelay, stoppingToken);
                await channel.BasicNackAsync(ea.DeliveryTag, false, requeue: true, stoppingToken);
            }
        };

        await channel.BasicConsumeAsync(SummaryRequests.Queue, autoAck: false, consumer, stoppingToken);
        logger.LogInformation("Waiting for summary requests");

        await Task.Delay(Timeout.Infinite, stoppingToken);
    }

    private async Task<IConnection> ConnectAsync(CancellationToken stoppingToken)
    {
        var factory = new ConnectionFactory { Uri = options.Value.Uri, ClientProvidedName = "chat-service-summaries" };

        while (true)
        {
            try
            {
                return await factory.CreateConnectionAsync(stoppingToken);
            }
            catch (BrokerUnreachableException)
            {
                // Chat works without summaries, so a missing broker is no reason to stop the service.
                logger.LogWarning("No broker at {Host}:{Port}, waiting {Delay}", factory.HostName, factory.Port, options.Value.RetryDelay);
                await Task.Delay(options.Value.RetryDelay, stoppingToken);
            }
        }
    }
}
