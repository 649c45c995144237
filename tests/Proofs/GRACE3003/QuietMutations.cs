namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3003Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE3003", "interval without the token", "Background/ModelCatalogRefresh.cs", "FromMinutes(1), cancellationToken)", "FromMinutes(1))"),
        new("GRACE3003", "pause after a failure without the token", "Background/ModelCatalogRefresh.cs", "FromSeconds(10), cancellationToken)",
            "FromSeconds(10))"),
        new("GRACE3003", "tick with a token that never fires", "Background/RetentionSweep.cs", "WaitForNextTickAsync(stoppingToken)",
            "WaitForNextTickAsync(CancellationToken.None)"),
    ];
}
