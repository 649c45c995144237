using System.Collections.Concurrent;
using GracefulAnalyzers.Proofs.Running;
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1009;

internal sealed class LinkedSourceLeaksProof : Proof
{
    private const int Requests = 1000;

    public override string Event => "Kestrel has answered 1,000 requests when the host is told to stop";

    public override string Harm => "linked sources that still hung on `ApplicationStopping`";

    public override string Frameworks => "ExtensionsAI";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(Violation.AskRoutes.Map);

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(Fix.AskRoutes.Map);

    private static async Task<int> CountAsync(Action<WebApplication> map)
    {
        using var model = new KeepingModel();
        await using var app = await Loopback.StartAsync(services => services.AddSingleton<IChatClient>(model), map);
        using var http = new HttpClient { BaseAddress = app.Address() };
        for (var request = 0; request < Requests; request++)
        {
            using var response = await http.PostAsync(new Uri("/", UriKind.Relative), content: null);
            response.EnsureSuccessStatusCode();
        }

        Assert.Equal(Requests, model.Tokens.Count);
        Assert.DoesNotContain(model.Tokens, static token => token.IsCancellationRequested);

        // Runs what hangs on the token before it returns: a linked source that has been disposed does not hear of it.
        app.Lifetime.StopApplication();
        return model.Tokens.Count(static token => token.IsCancellationRequested);
    }

    private sealed class KeepingModel : IChatClient
    {
        public ConcurrentBag<CancellationToken> Tokens { get; } = [];

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
            CancellationToken cancellationToken = default)
        {
            Tokens.Add(cancellationToken);
            return Task.FromResult(new ChatResponse(new ChatMessage(ChatRole.Assistant, "yes")));
        }

        public IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) => throw new NotSupportedException();

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }
}
