using System.Collections.Immutable;

namespace GracefulAnalyzers.Tests.Quiet;

/// <summary>One wrong edit of the quiet service, as somebody could make it, and the rule that must notice.</summary>
internal sealed record Mutation(string Rule, string Name, string File, string Before, string After)
{
    private const string Silenced = "    public override Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;\n\n";

    public static ImmutableArray<Mutation> All { get; } =
    [
        new("GRACE1001", "the iterator's token removed", "Chat/ConversationsController.cs",
            """
                public async IAsyncEnumerable<string> ExportAsync(string id, [EnumeratorCancellation] CancellationToken cancellationToken)
                {
                    yield return $"conversation {id}";
                    await foreach (var message in Messages(id).WithCancellation(cancellationToken))
            """,
            """
                public async IAsyncEnumerable<string> ExportAsync(string id)
                {
                    yield return $"conversation {id}";
                    await foreach (var message in Messages(id))
            """),
        new("GRACE1001", "plain values as events", "Chat/ChatEndpoints.cs",
            "chat.MapGet(\"/{conversationId}/stream\", StreamAnswer);",
            "chat.MapGet(\"/{conversationId}/stream\", (string prompt, IChatClient model) =>\n"
            + "            TypedResults.ServerSentEvents(model.GetStreamingResponseAsync(prompt).Select(update => update.Text), \"delta\"));"),
        new("GRACE1001", "heartbeat without a token", "Chat/StatusEndpoints.cs",
            "status.MapGet(\"/\", (ModelCatalog catalog, DrainReadiness readiness) => new Status(catalog.Current, readiness.IsDraining));",
            """
            status.MapGet("/", async (HttpResponse response, ModelCatalog catalog) =>
                    {
                        using var heartbeat = new PeriodicTimer(TimeSpan.FromSeconds(1));
                        while (await heartbeat.WaitForNextTickAsync())
                        {
                            await response.WriteAsync(catalog.Current);
                        }
                    });
            """),
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
