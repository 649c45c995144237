using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.Extensions.AI;
using Quiet.Drain;

namespace Quiet.Chat;

/// <summary>One answer as server-sent events: finished during the drain, or ended in-band at its deadline.</summary>
public sealed class AnswerStream(IChatClient model, ChatTurns turns, DrainDeadline drain)
{
    public async IAsyncEnumerable<SseItem<string>> RunAsync(
        string conversationId,
        string prompt,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var history = await turns.OpenAsync(conversationId, prompt, cancellationToken);
        using var generation = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, drain.Token);
        var answer = new StringBuilder();
        var complete = false;
        try
        {
            await using var updates = model
                .GetStreamingResponseAsync(history, ChatTurns.Options, generation.Token)
                .GetAsyncEnumerator(generation.Token);
            while (true)
            {
                try
                {
                    if (!await updates.MoveNextAsync())
                    {
                        // Some providers end silently when cancelled.
                        complete = !generation.IsCancellationRequested;
                        break;
                    }
                }
                catch (OperationCanceledException) when (drain.HasPassed && !cancellationToken.IsCancellationRequested)
                {
                    break;
                }

                answer.Append(updates.Current.Text);
                yield return Sse.Word(updates.Current.Text);
            }

            yield return complete ? Sse.Done : Sse.Restarting;
        }
        finally
        {
            await turns.CloseAsync(conversationId, prompt, answer.ToString(), complete);
        }
    }
}
