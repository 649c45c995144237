namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3001Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE3001", "loop that nobody keeps", "Background/ModelCatalogRefresh.cs", "            _loop = Task.Run(", "            _ = Task.Run("),
        new("GRACE3001", "loop that nobody waits for", "Background/ModelCatalogRefresh.cs",
            "        await _loop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);\n", ""),
        new("GRACE3001", "loop that nobody ends", "Background/ModelCatalogRefresh.cs", "        await _stopping.CancelAsync();\n", ""),
        new("GRACE3001", "timer disposed without waiting", "Background/QueueDepthGauge.cs", "await timer.DisposeAsync();",
            "timer.Dispose();\n            await Task.CompletedTask;"),
    ];
}
