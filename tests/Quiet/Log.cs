namespace Quiet;

internal static partial class Log
{
    [LoggerMessage(1, LogLevel.Information, "Draining: readiness is red, the listener closes in {Delay}")]
    public static partial void DrainBegins(this ILogger logger, TimeSpan delay);

    [LoggerMessage(2, LogLevel.Information, "Conversation {ConversationId}: saved an answer of {Length} characters, complete: {Complete}")]
    public static partial void AnswerSaved(this ILogger logger, string conversationId, int length, bool complete);

    [LoggerMessage(3, LogLevel.Warning, "An effect runs unguarded: its message carries no id, a redelivery will repeat it")]
    public static partial void EffectUnguarded(this ILogger logger);

    [LoggerMessage(4, LogLevel.Warning, "Lease on {Key} was not renewed; another delivery may repeat the work")]
    public static partial void LeaseRenewalFailed(this ILogger logger, string key, Exception exception);

    [LoggerMessage(5, LogLevel.Information, "Delivery {MessageId} given back: the drain deadline passed")]
    public static partial void DeliveryReturned(this ILogger logger, string? messageId);

    [LoggerMessage(6, LogLevel.Error, "Delivery {MessageId} failed")]
    public static partial void DeliveryFailed(this ILogger logger, string? messageId, Exception exception);

    [LoggerMessage(7, LogLevel.Warning, "{Count} deliveries were still running when the channel closed; the broker redelivers them")]
    public static partial void DeliveriesAbandoned(this ILogger logger, int count);

    [LoggerMessage(8, LogLevel.Error, "Service Bus {Source} failed on {EntityPath}")]
    public static partial void ServiceBusFailed(this ILogger logger, object source, string entityPath, Exception exception);

    [LoggerMessage(9, LogLevel.Warning, "Usage record of {ConversationId} was not accepted: the queue is closed or stayed full")]
    public static partial void UsageDropped(this ILogger logger, string conversationId);

    [LoggerMessage(10, LogLevel.Information, "Retention removed {Count} stored results")]
    public static partial void RetentionSwept(this ILogger logger, int count);

    [LoggerMessage(11, LogLevel.Error, "{Operation} failed; the next round tries again")]
    public static partial void RoundFailed(this ILogger logger, string operation, Exception exception);

    [LoggerMessage(12, LogLevel.Information, "Maintenance window begins, the application stops")]
    public static partial void MaintenanceBegins(this ILogger logger);

    [LoggerMessage(13, LogLevel.Information, "Model is now {Model}")]
    public static partial void ModelChanged(this ILogger logger, string model);

    [LoggerMessage(14, LogLevel.Debug, "{Count} usage records wait to be written")]
    public static partial void QueueDepth(this ILogger logger, int count);

    [LoggerMessage(15, LogLevel.Information, "Conversation {ConversationId} was closed")]
    public static partial void ConversationClosed(this ILogger logger, string conversationId);

    [LoggerMessage(16, LogLevel.Information, "Usage queue drained, {Count} records written since start")]
    public static partial void UsageDrained(this ILogger logger, long count);

    [LoggerMessage(17, LogLevel.Information, "Conversation {ConversationId}: summary saved")]
    public static partial void SummarySaved(this ILogger logger, string conversationId);

    [LoggerMessage(18, LogLevel.Warning, "{Component} was still busy at the shutdown deadline")]
    public static partial void StillBusyAtDeadline(this ILogger logger, string component);

    [LoggerMessage(19, LogLevel.Warning, "Message {MessageId} could not be translated")]
    public static partial void DeadLettered(this ILogger logger, string messageId);
}
