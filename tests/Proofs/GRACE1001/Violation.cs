#pragma warning disable GRACE1001 // The defect under proof.
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1001.Violation;

internal static class ChatRoutes
{
    public static void Map(WebApplication app) => app.MapPost("/", async (HttpContext context, IChatClient chat) => // GRACE1001
    {
        await foreach (var update in chat.GetStreamingResponseAsync("Tell me a story."))
        {
            await context.Response.WriteAsync($"data: {update.Text}\n\n");
            await context.Response.Body.FlushAsync();
        }
    });
}
