using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1009.Fix;

internal static class AskRoutes
{
    public static void Map(WebApplication app) =>
        app.MapPost("/", async (IChatClient chat, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
        var answer = await chat.GetResponseAsync("Say yes or no.", cancellationToken: either.Token);
        return answer.Text;
    });
}
