#pragma warning disable GRACE1004 // The defect under proof.
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1004.Violation;

internal interface IStoryResults
{
    ServerSentEventsResult<string> Stream(string[] chapters, CancellationToken cancellationToken);
}

internal sealed class StoryResults(IChatClient chat) : IStoryResults
{
    public ServerSentEventsResult<string> Stream(string[] chapters, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(ChaptersAsync(chapters), eventType: "chapter"); // GRACE1004

    private async IAsyncEnumerable<string> ChaptersAsync(string[] chapters, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var chapter in chapters)
        {
            var text = await chat.GetResponseAsync(chapter, cancellationToken: cancellationToken);
            yield return text.Text;
        }
    }
}
