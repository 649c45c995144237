namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE2004Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE2004", "ack with ApplicationStopping", "Queues/SummaryWorker.cs",
            "BasicAckAsync(delivery.DeliveryTag, multiple: false);",
            "BasicAckAsync(delivery.DeliveryTag, multiple: false, lifetime.ApplicationStopping);"),
        new("GRACE2004", "complete with the processor's token", "Queues/TranslationWorker.cs",
            "args.CompleteMessageAsync(message);",
            "args.CompleteMessageAsync(message, args.CancellationToken);"),
        new("GRACE2004", "abandon with a linked token", "Queues/TranslationWorker.cs",
            "await args.AbandonMessageAsync(message);",
            "using var linked = CancellationTokenSource.CreateLinkedTokenSource(drain.Token, args.CancellationToken);\n"
            + "            await args.AbandonMessageAsync(message, cancellationToken: linked.Token);"),
    ];
}
