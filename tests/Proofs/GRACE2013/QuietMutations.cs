namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE2013Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE2013", "stopped by the token that is its cue", "Queues/TranslationWorker.cs",
            "_processor.StopProcessingAsync(drain.Token));", "_processor.StopProcessingAsync(lifetime.ApplicationStopping));"),
        new("GRACE2013", "cancelled with the link that ended the wait", "Queues/SummaryWorker.cs",
            "        await CancelConsumerAsync(channel, consumerTag);\n        try",
            "        await channel.BasicCancelAsync(consumerTag, cancellationToken: receiving.Token);\n        try"),
        new("GRACE2013", "closed after the deadline, by the deadline", "Queues/TranslationWorker.cs",
            "            logger.StillBusyAtDeadline(nameof(TranslationWorker));\n",
            "            logger.StillBusyAtDeadline(nameof(TranslationWorker));\n            await _processor.CloseAsync(cancellationToken);\n"),
    ];
}
