#pragma warning disable GRACE1002 // The defect under proof.
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1002.Violation;

internal static class AskRoutes
{
    public static void Map(WebApplication app) => app.MapPost("/", async (IChatClient chat, CancellationToken cancellationToken) =>
    {
        var answer = await chat.GetResponseAsync("Tell me a story."); // GRACE1002
        return Results.Text(answer.Text);
    });
}
