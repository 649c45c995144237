namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE3004Mutations
{
    private const string Silenced = "    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;\n\n";

    public static Mutation[] All =>
    [
        new("GRACE3004", "override that only returns", "Background/RetentionSweep.cs",
            "    private async Task SweepAsync(", Silenced + "    private async Task SweepAsync("),
        new("GRACE3004", "override in a queue worker", "Queues/SummaryWorker.cs",
            "    private async Task<IConnection> ConnectAsync(", Silenced + "    private async Task<IConnection> ConnectAsync("),
        new("GRACE3004", "own wait and base call removed", "Background/UsageWriter.cs",
            """
                    // Waiting first lets the loop end by itself; the base then bounds what is left by the same token.
                    if (ExecuteTask is { } writing)
                    {
                        await writing.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    }

                    await base.StopAsync(cancellationToken);
            """,
            "        await Task.CompletedTask;"),
    ];
}
