using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.Running;

/// <summary>A service on Kestrel, on a free loopback port, without log.</summary>
internal static class Loopback
{
    public static async Task<WebApplication> StartAsync(Action<IServiceCollection> add, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        add(builder.Services);
        var app = builder.Build();
        map(app);
        await app.StartAsync();
        return app;
    }

    public static Uri Address(this WebApplication app) => new(app.Urls.Single());

    /// <summary>
    /// One request to a service of one endpoint, <c>POST /</c>, whose caller goes away while the model speaks; returns the words that were said to nobody.
    /// </summary>
    public static async Task<int> WordsForNobodyAsync(SpeakingModel model, Action<WebApplication> map, Action<IServiceCollection>? add = null)
    {
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var app = await StartAsync(
            services =>
            {
                services.AddSingleton<IChatClient>(model);
                add?.Invoke(services);
            },
            app =>
            {
                app.Use(async (context, next) =>
                {
                    using var registration = context.RequestAborted.Register(model.ListenerLeft);
                    try
                    {
                        await next(context);
                    }
                    finally
                    {
                        handled.TrySetResult();
                    }
                });
                map(app);
            });

        using var http = new HttpClient { BaseAddress = app.Address() };
        using var leaving = new CancellationTokenSource();
        var request = ReadAllAsync(http, leaving.Token);
        await Task.WhenAny(model.Waits, request).Soon("the model waits for its listener to leave");
        Assert.False(request.IsCompleted, "The request ended before its caller left.");
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await handled.Task.Soon("the handler ends after its caller has left");
        return model.SaidToNobody;
    }

    private static async Task ReadAllAsync(HttpClient http, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/", UriKind.Relative));
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        await response.Content.CopyToAsync(Stream.Null, cancellationToken);
    }
}
