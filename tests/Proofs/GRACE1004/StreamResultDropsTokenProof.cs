using GracefulAnalyzers.Proofs.Running;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1004;

internal sealed class StreamResultDropsTokenProof : Proof
{
    private static readonly string[] Chapters = ["one", "two"];

    private delegate ServerSentEventsResult<string> Stream(string[] chapters, CancellationToken cancellationToken);

    public override string Event => "`TypedResults.ServerSentEvents` sends a story of two chapters of 20 words; its caller leaves after the first";

    public override string Harm => "words that the model generated for nobody";

    public override string Frameworks => "ExtensionsAI";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(static chat => new Violation.StoryResults(chat).Stream);

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(static chat => new Fix.StoryResults(chat).Stream);

    private static async Task<int> CountAsync(Func<IChatClient, Stream> results)
    {
        using var model = new SpeakingModel(words: 20, heard: 20);
        return await Loopback.WordsForNobodyAsync(
            model,
            app => app.MapPost("/", (IChatClient chat, CancellationToken cancellationToken) => results(chat)(Chapters, cancellationToken)));
    }
}
