namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE1009Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE1009", "source that nobody disposes", "Chat/StatusEndpoints.cs", "            using var open = ", "            var open = "),
        new("GRACE1009", "callback for each message", "Queues/TranslationWorker.cs",
            "        var message = args.Message;\n",
            "        var message = args.Message;\n        lifetime.ApplicationStopping.Register(() => logger.DeliveryReturned(message.MessageId));\n"),
        new("GRACE1009", "source for each delivery", "Queues/SummaryWorker.cs",
            "        using var running = inFlight.TryEnter();\n",
            "        using var running = inFlight.TryEnter();\n"
                + "        var bounded = CancellationTokenSource.CreateLinkedTokenSource(lifetime.ApplicationStopping);\n"
                + "        bounded.CancelAfter(SettleTime);\n"),
    ];
}
