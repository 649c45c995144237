using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace GracefulAnalyzers.Proofs.GRACE1004.Fix;

internal interface IStoryResults
{
    ServerSentEventsResult<string> Stream(string[] chapters, CancellationToken cancellationToken);
}

internal sealed class StoryResults(IChatClient chat) : IStoryResults
{
    public ServerSentEventsResult<string> Stream(string[] chapters, CancellationToken cancellationToken) =>
        TypedResults.ServerSentEvents(ChaptersAsync(chapters, cancellationToken), eventType: "chapter");

    private async IAsyncEnumerable<string> ChaptersAsync(string[] chapters, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var chapter in chapters)
        {
            var text = await chat.GetResponseAsync(chapter, cancellationToken: cancellationToken);
            yield return text.Text;
        }
    }
}
