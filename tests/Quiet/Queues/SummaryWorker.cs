using System.Text.Json;
using Microsoft.Extensions.AI;
using Quiet.Data;
using Quiet.Drain;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;
using RabbitMQ.Client.Exceptions;

namespace Quiet.Queues;

/// <summary>
/// Summarises conversations from RabbitMQ. Stops taking messages with SIGTERM, finishes those in hand, gives back
/// what is unfinished at the drain deadline, and closes the channel only when nothing is left to settle.
/// </summary>
public sealed class SummaryWorker(
    IConnectionFactory connections,
    IChatClient model,
    IResultStore results,
    TranscriptStore transcripts,
    CallbackClient callbacks,
    DrainDeadline drain,
    IHostApplicationLifetime lifetime,
    ILogger<SummaryWorker> logger) : BackgroundService
{
    private const ushort Prefetch = 4;
    private static readonly TimeSpan SettleTime = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // This service's turn to stop comes after the web server's drain; taking messages has to end with SIGTERM.
        using var receiving = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, lifetime.ApplicationStopping);
        await using var connection = await ConnectAsync(receiving.Token);
        await using var channel = await connection.CreateChannelAsync(
            new CreateChannelOptions(publisherConfirmationsEnabled: false, publisherConfirmationTrackingEnabled: false, consumerDispatchConcurrency: Prefetch),
            receiving.Token);
        await SummaryQueue.DeclareAsync(channel, receiving.Token);
        await channel.BasicQosAsync(prefetchSize: 0, Prefetch, global: false, receiving.Token);

        var inFlight = new InFlightDeliveries();
        var consumer = new AsyncEventingBasicConsumer(channel);
        consumer.ReceivedAsync += (_, delivery) => OnDeliveryAsync(channel, inFlight, delivery);
        var consumerTag = await channel.BasicConsumeAsync(SummaryQueue.Name, autoAck: false, consumer, receiving.Token);

        await Task.Delay(Timeout.Infinite, receiving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        var idle = inFlight.DrainAsync();
        await CancelConsumerAsync(channel, consumerTag);
        try
        {
            await idle.WaitAsync(drain.Token);
        }
        catch (OperationCanceledException) when (drain.HasPassed)
        {
            // The handlers see the same deadline and nack; that takes a round trip, not the length of the work.
            await idle.WaitAsync(SettleTime, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (inFlight.Running is > 0 and var abandoned)
        {
            logger.DeliveriesAbandoned(abandoned);
        }
    }

    private async Task<IConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                return await connections.CreateConnectionAsync("quiet summaries", cancellationToken);
            }
            catch (BrokerUnreachableException exception)
            {
                logger.RoundFailed(nameof(SummaryWorker), exception);
                await Task.Delay(ReconnectDelay, cancellationToken);
            }
        }
    }

    private async Task CancelConsumerAsync(IChannel channel, string consumerTag)
    {
        try
        {
            await channel.BasicCancelAsync(consumerTag, cancellationToken: CancellationToken.None);
        }
        catch (AlreadyClosedException exception)
        {
            logger.RoundFailed(nameof(CancelConsumerAsync), exception);
        }
    }

    private async Task OnDeliveryAsync(IChannel channel, InFlightDeliveries inFlight, BasicDeliverEventArgs delivery)
    {
        using var running = inFlight.TryEnter();
        if (running is null)
        {
            // Prefetched deliveries still arrive after the consumer was cancelled.
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
            return;
        }

        var messageId = delivery.BasicProperties.MessageId;
        try
        {
            if (Parse(delivery.Body.Span) is not { } order)
            {
                await channel.BasicRejectAsync(delivery.DeliveryTag, requeue: false);
                return;
            }

            var summary = await results.GetOrAddAsync(
                EffectKey.Of(SummaryQueue.Name, messageId, 1),
                token => SummariseAsync(order, token),
                drain.Token);
            await transcripts.SetSummaryAsync(order.ConversationId, summary, CancellationToken.None);
            if (order.CallbackUrl is { } url)
            {
                await callbacks.PostAsync(url, summary, EffectKey.Of(SummaryQueue.Name, messageId, 2), drain.Token);
            }

            await channel.BasicAckAsync(delivery.DeliveryTag, multiple: false);
            logger.SummarySaved(order.ConversationId);
        }
        catch (OperationCanceledException) when (drain.HasPassed)
        {
            logger.DeliveryReturned(messageId);
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
        }
        catch (Exception exception) when (exception is not AlreadyClosedException)
        {
            logger.DeliveryFailed(messageId, exception);
            await channel.BasicNackAsync(delivery.DeliveryTag, multiple: false, requeue: true);
        }
    }

    private async Task<string> SummariseAsync(SummaryRequested order, CancellationToken cancellationToken)
    {
        var history = await transcripts.HistoryAsync(order.ConversationId, cancellationToken);
        ChatMessage instruction = new(ChatRole.System, "Summarise this conversation in one sentence.");
        var response = await model.GetResponseAsync([instruction, .. history], new ChatOptions { MaxOutputTokens = 16 }, cancellationToken);
        return response.Text;
    }

    private static SummaryRequested? Parse(ReadOnlySpan<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<SummaryRequested>(body, JsonSerializerOptions.Web);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
