using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1002.Fix;

internal static class AskRoutes
{
    public static void Map(WebApplication app) => app.MapPost("/", async (IChatClient chat, CancellationToken cancellationToken) =>
    {
        var answer = await chat.GetResponseAsync("Tell me a story.", cancellationToken: cancellationToken);
        return Results.Text(answer.Text);
    });
}
