using System.ClientModel;
using GracefulAnalyzers.Proofs.Running;
using OpenAI;
using OpenAI.Chat;

namespace GracefulAnalyzers.Proofs.GRACE1003;

internal sealed class WithCancellationHasNoEffectProof : Proof
{
    private const int Words = 20;

    private delegate Task Tell(List<ChatMessage> messages, Func<string, Task> write, CancellationToken cancellationToken);

    public override string Event => "the OpenAI library streams an answer of 20 words from a loopback server; the token fires after the first";

    public override string Harm => "words that still came";

    public override string Frameworks => "OpenAI";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(client => new Violation.Storyteller(client).TellAsync);

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(client => new Fix.Storyteller(client).TellAsync);

    private static async Task<int> CountAsync(Func<ChatClient, Tell> storyteller)
    {
        var firstWord = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var tokenFired = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var provider = await Loopback.StartAsync(static _ => { },
            app => app.MapPost("/chat/completions", context => AnswerAsync(context, tokenFired.Task)));
        var client = new ChatClient("story", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = provider.Address() });

        using var source = new CancellationTokenSource();
        var late = 0;
        var telling = storyteller(client)(
            [new UserChatMessage("Tell me a story.")],
            word =>
            {
                late += tokenFired.Task.IsCompleted ? 1 : 0;
                firstWord.TrySetResult();
                return Task.CompletedTask;
            },
            source.Token);
        await Task.WhenAny(firstWord.Task, telling).Soon("the first word comes");
        await source.CancelAsync();
        tokenFired.SetResult();

        // Cancelled or complete: either way it is over.
        await Task.WhenAny(telling).Soon("the story ends");
        return late;
    }

    private static async Task AnswerAsync(HttpContext context, Task tokenFired)
    {
        context.Response.ContentType = "text/event-stream";
        for (var word = 0; word < Words; word++)
        {
            if (word == 1)
            {
                await tokenFired.WaitAsync(context.RequestAborted);
            }

            await context.Response.WriteAsync(
                """
                data: {"id":"1","object":"chat.completion.chunk","created":1,"model":"story","choices":[{"index":0,"delta":{"content":"word "},"finish_reason":null}]}


                """,
                context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
        }

        await context.Response.WriteAsync("data: [DONE]\n\n", context.RequestAborted);
    }
}
