using Azure.Messaging.ServiceBus;
using Microsoft.Extensions.AI;
using Quiet.Data;
using Quiet.Drain;

namespace Quiet.Queues;

/// <summary>Translates texts from Azure Service Bus. The processor is stopped with SIGTERM and awaited in <see cref="StopAsync"/>.</summary>
public sealed class TranslationWorker(
    ServiceBusClient client,
    IChatClient model,
    IResultStore results,
    TranscriptStore transcripts,
    DrainDeadline drain,
    IHostApplicationLifetime lifetime,
    ILogger<TranslationWorker> logger) : BackgroundService
{
    private readonly ServiceBusProcessor _processor = client.CreateProcessor("translations", new ServiceBusProcessorOptions
    {
        AutoCompleteMessages = false,
        MaxConcurrentCalls = 2,
        PrefetchCount = 0,
        // Longer than the longest translation: the lock outlives the work.
        MaxAutoLockRenewalDuration = TimeSpan.FromMinutes(10),
    });

    private CancellationTokenRegistration _applicationStopping;
    private Task _stopReceiving = Task.CompletedTask;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await _applicationStopping.DisposeAsync();
        await _stopReceiving.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        try
        {
            await _processor.StopProcessingAsync(cancellationToken);
            await _processor.CloseAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            logger.StillBusyAtDeadline(nameof(TranslationWorker));
        }

        await base.StopAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        _processor.ProcessMessageAsync += OnMessageAsync;
        _processor.ProcessErrorAsync += OnErrorAsync;
        await _processor.StartProcessingAsync(stoppingToken);
        // This service's turn comes after the web server's drain; receiving has to end with SIGTERM.
        _applicationStopping = lifetime.ApplicationStopping.Register(() => _stopReceiving = _processor.StopProcessingAsync(drain.Token));
    }

    private async Task OnMessageAsync(ProcessMessageEventArgs args)
    {
        var message = args.Message;
        try
        {
            var translation = await results.GetOrAddAsync(
                $"translations:{message.MessageId}:1",
                async token =>
                {
                    var response = await model.GetResponseAsync($"Translate to English: {message.Body}", new ChatOptions { Temperature = 0 }, token);
                    return response.Text;
                },
                drain.Token);
            await transcripts.SetSummaryAsync(message.CorrelationId, translation, CancellationToken.None);
            await args.CompleteMessageAsync(message);
        }
        catch (OperationCanceledException) when (drain.HasPassed)
        {
            logger.DeliveryReturned(message.MessageId);
            await args.AbandonMessageAsync(message);
        }
    }

    private Task OnErrorAsync(ProcessErrorEventArgs args)
    {
        logger.ServiceBusFailed(args.ErrorSource, args.EntityPath, args.Exception);
        return Task.CompletedTask;
    }
}
