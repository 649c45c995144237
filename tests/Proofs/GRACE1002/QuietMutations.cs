namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE1002Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE1002", "status that asks the model", "Chat/StatusEndpoints.cs",
            "status.MapGet(\"/\", (ModelCatalog catalog, DrainReadiness readiness) => new Status(catalog.Current, readiness.IsDraining));",
            """
            status.MapGet("/", async (Microsoft.Extensions.AI.IChatClient model) =>
                        (await model.GetResponseAsync([new Microsoft.Extensions.AI.ChatMessage(Microsoft.Extensions.AI.ChatRole.User, "Are you there?")])).Text);
            """),
        new("GRACE1002", "answer neither cancelled nor saved", "Chat/ChatEndpoints.cs",
            """
                        var answer = await model.GetResponseAsync(history, ChatTurns.Options, generation.Token);
                        await turns.CloseAsync(conversationId, request.Prompt, answer.Text, complete: true);
            """,
            "            var answer = await model.GetResponseAsync(history, ChatTurns.Options);"),
        new("GRACE1002", "action that asks without a token", "Chat/ConversationsController.cs",
            "    [HttpPost(\"{id}/summary\")]\n",
            """
                [HttpGet("{id}/mood")]
                public async Task<string> MoodAsync(string id, [FromServices] Microsoft.Extensions.AI.IChatClient model)
                {
                    var mood = await model.GetResponseAsync([new Microsoft.Extensions.AI.ChatMessage(Microsoft.Extensions.AI.ChatRole.User, id)]);
                    return mood.Text;
                }

                [HttpPost("{id}/summary")]

            """),
    ];
}
