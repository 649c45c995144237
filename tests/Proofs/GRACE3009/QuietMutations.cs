namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3009Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE3009", "loop with the token of the start", "Background/ModelCatalogRefresh.cs",
            "RefreshAsync(source, _stopping.Token), CancellationToken.None)", "RefreshAsync(source, cancellationToken), cancellationToken)"),
        new("GRACE3009", "loop begun without a thread of its own", "Background/ModelCatalogRefresh.cs",
            "Task.Run(() => RefreshAsync(source, _stopping.Token), CancellationToken.None)", "RefreshAsync(source, cancellationToken)"),
        new("GRACE3009", "handler that asks the token of the start", "Background/ModelChangeLog.cs",
            "catalog.Changed += OnChanged;",
            """
            catalog.Changed += (sender, model) =>
                    {
                        if (!cancellationToken.IsCancellationRequested)
                        {
                            OnChanged(sender, model);
                        }
                    };
            """),
    ];
}
