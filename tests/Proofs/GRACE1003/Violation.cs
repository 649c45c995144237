#pragma warning disable GRACE1003 // The defect under proof.
using OpenAI.Chat;

namespace GracefulAnalyzers.Proofs.GRACE1003.Violation;

internal sealed class Storyteller(ChatClient client)
{
    public async Task TellAsync(List<ChatMessage> messages, Func<string, Task> write, CancellationToken cancellationToken)
    {
        await foreach (var update in client.CompleteChatStreamingAsync(messages).WithCancellation(cancellationToken)) // GRACE1003
        {
            foreach (var part in update.ContentUpdate)
            {
                await write(part.Text);
            }
        }
    }
}
