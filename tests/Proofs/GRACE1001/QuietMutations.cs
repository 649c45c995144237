namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE1001Mutations
{
    public static Mutation[] All =>
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
    ];
}
