using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1001.Fix;

internal static class ChatRoutes
{
    public static void Map(WebApplication app) => app.MapPost("/", async (HttpContext context, IChatClient chat) =>
    {
        await foreach (var update in chat.GetStreamingResponseAsync("Tell me a story.", cancellationToken: context.RequestAborted))
        {
            await context.Response.WriteAsync($"data: {update.Text}\n\n", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }
    });
}
