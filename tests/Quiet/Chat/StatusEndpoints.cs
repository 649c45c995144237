using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Quiet.Drain;
using Quiet.Models;

namespace Quiet.Chat;

public sealed record Status(string Model, bool Draining);

public static class StatusEndpoints
{
    public static IEndpointRouteBuilder MapStatus(this IEndpointRouteBuilder routes, bool operatorsMayStop)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready");

        var status = routes.MapGroup("/v1/status");
        status.MapGet("/", (ModelCatalog catalog, DrainReadiness readiness) => new Status(catalog.Current, readiness.IsDraining));

        // A heartbeat has no end of its own, so it ends with the application: the drain is for work that finishes.
        status.MapGet("/events", async (
            HttpResponse response,
            ModelCatalog catalog,
            DrainReadiness readiness,
            IHostApplicationLifetime lifetime,
            CancellationToken cancellationToken) =>
        {
            using var open = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, lifetime.ApplicationStopping);
            using var heartbeat = new PeriodicTimer(TimeSpan.FromSeconds(1));
            Sse.Begin(response);
            try
            {
                do
                {
                    var item = Sse.Item("status", new Status(catalog.Current, readiness.IsDraining));
                    await Sse.WriteAsync(response, item, open.Token);
                }
                while (await heartbeat.WaitForNextTickAsync(open.Token));
            }
            catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                await Sse.WriteAsync(response, Sse.Restarting, cancellationToken);
            }
        });

        status.MapGet("/activity", (HttpResponse response, ActivityFeed activity, CancellationToken cancellationToken) =>
        {
            var subscription = activity.Subscribe(cancellationToken);
            response.RegisterForDispose(subscription);
            return TypedResults.ServerSentEvents(subscription.ReadAsync());
        });

        if (operatorsMayStop)
        {
            status.MapPost("/stop", (IHostApplicationLifetime lifetime) =>
            {
                // Leaves time for the reply; then the drain runs as after a signal.
                _ = StopSoonAsync(lifetime);
                return TypedResults.Accepted((string?)null);
            });
        }

        return routes;
    }

    private static async Task StopSoonAsync(IHostApplicationLifetime lifetime)
    {
        await Task.Delay(TimeSpan.FromMilliseconds(250), CancellationToken.None);
        lifetime.StopApplication();
    }
}
