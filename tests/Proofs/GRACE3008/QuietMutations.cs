namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3008Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE3008", "note of the sweep that was cut short", "Background/RetentionSweep.cs",
            "            // A sweep that was cut short is repeated by the next process.\n",
            "            await File.AppendAllTextAsync(\"sweeps\", \"cut short\", stoppingToken);\n"),
        new("GRACE3008", "last model kept with the token that stopped the loop", "Background/ModelCatalogRefresh.cs",
            "                return;\n",
            "                await File.WriteAllTextAsync(\"model\", catalog.Current, cancellationToken);\n                return;\n"),
        new("GRACE3008", "usage saved by the token that ended the loop", "Background/UsageWriter.cs",
            "        logger.UsageDrained(written);\n", "        while (!stoppingToken.IsCancellationRequested)\n        {\n"
                + "            await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);\n        }\n\n"
                + "        await File.WriteAllTextAsync(\"written\", $\"{written}\", stoppingToken);\n        logger.UsageDrained(written);\n"),
    ];
}
