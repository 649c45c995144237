#pragma warning disable GRACE1009 // The defect under proof.
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1009.Violation;

internal static class AskRoutes
{
    public static void Map(WebApplication app) =>
        app.MapPost("/", async (IChatClient chat, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
    {
        var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping); // GRACE1009
        var answer = await chat.GetResponseAsync("Say yes or no.", cancellationToken: either.Token);
        return answer.Text;
    });
}
