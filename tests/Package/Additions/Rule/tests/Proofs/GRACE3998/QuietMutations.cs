namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3998Mutations
{
    private const string Cleared = "        new System.Collections.Concurrent.ConcurrentQueue<int>([1]).Clear();\n";

    public static Mutation[] All =>
    [
        new("GRACE3998", "cleared when the loop ends", "Background/ModelCatalogRefresh.cs", "        await _stopping.CancelAsync();\n",
            "        await _stopping.CancelAsync();\n" + Cleared),
        new("GRACE3998", "cleared after the drain", "Background/UsageWriter.cs", "        logger.UsageDrained(written);\n",
            "        logger.UsageDrained(written);\n" + Cleared),
        new("GRACE3998", "cleared with the delivery", "Queues/TranslationWorker.cs", "        var message = args.Message;\n",
            "        var message = args.Message;\n" + Cleared),
    ];
}
