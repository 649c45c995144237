using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Catalogue;

internal static class EventHubs
{
    public static readonly Framework Framework = new(
        "EventHubs",
        "https://learn.microsoft.com/dotnet/api/azure.messaging.eventhubs.eventprocessorclient.stopprocessingasync; "
            + "https://learn.microsoft.com/dotnet/api/azure.messaging.eventhubs.processor.processeventargs.cancellationtoken; "
            + "https://learn.microsoft.com/dotnet/api/azure.messaging.eventhubs.producer.eventhubbufferedproducerclient.flushasync",
        "Azure.Messaging.EventHubs.EventProcessorClient",
        "Azure.Messaging.EventHubs.Primitives.EventProcessor`1")
    {
        Members =
        [
            Member.Settle("Azure.Messaging.EventHubs.Processor.ProcessEventArgs::UpdateCheckpointAsync"),
            Member.Settle("Azure.Messaging.EventHubs.Primitives.EventProcessor`1::UpdateCheckpointAsync"),
            Member.Flush("Azure.Messaging.EventHubs.Producer.EventHubBufferedProducerClient::FlushAsync"),
            Member.Drain("Azure.Messaging.EventHubs.EventProcessorClient::StopProcessingAsync"),
            Member.Drain("Azure.Messaging.EventHubs.Primitives.EventProcessor`1::StopProcessingAsync"),
        ],
        // Fires when the processor stops, and when another instance takes the partition.
        Tokens =
        [
            new("Azure.Messaging.EventHubs.Processor.ProcessEventArgs::CancellationToken", Signal.ServiceStop),
            new("Azure.Messaging.EventHubs.Primitives.EventProcessor`1::OnProcessingEventBatchAsync", Signal.ServiceStop),
        ],
    };
}
