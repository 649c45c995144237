using OpenAI.Chat;

namespace GracefulAnalyzers.Proofs.GRACE1003.Fix;

internal sealed class Storyteller(ChatClient client)
{
    public async Task TellAsync(List<ChatMessage> messages, Func<string, Task> write, CancellationToken cancellationToken)
    {
        await foreach (var update in client.CompleteChatStreamingAsync(messages, cancellationToken: cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                await write(part.Text);
            }
        }
    }
}
