using MassTransit;
using Microsoft.Extensions.AI;
using Quiet.Background;
using Quiet.Data;
using Quiet.Queues;

namespace Quiet.Chat;

/// <summary>What surrounds every generation: the history before it, and what must be kept after it.</summary>
public sealed class ChatTurns(
    TranscriptStore transcripts,
    UsageQueue usage,
    TitleCache titles,
    ActivityFeed activity,
    IBus bus,
    ILogger<ChatTurns> logger)
{
    public static ChatOptions Options { get; } = new() { MaxOutputTokens = 1024 };

    public Task<IReadOnlyList<ChatMessage>> OpenAsync(string conversationId, string prompt, CancellationToken cancellationToken) =>
        transcripts.AppendPromptAsync(conversationId, prompt, cancellationToken);

    /// <summary>Saves the answer, whole or cut. Takes no token: by now the client may be gone, and the answer is paid for.</summary>
    public async Task CloseAsync(string conversationId, string prompt, string answer, bool complete)
    {
        if (answer.Length == 0)
        {
            return;
        }

        using var saving = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        var answerId = Guid.NewGuid();
        await transcripts.SaveAnswerAsync(answerId, conversationId, answer, complete, saving.Token);
        logger.AnswerSaved(conversationId, answer.Length, complete);

        titles.Expire(conversationId);
        activity.Publish($"answered {conversationId}");
        await usage.AddAsync(
            new UsageRecord { ConversationId = conversationId, PromptCharacters = prompt.Length, AnswerCharacters = answer.Length },
            saving.Token);
        await bus.Publish(
            new AnswerPosted(answerId, conversationId, answer),
            context => context.MessageId = answerId,
            saving.Token);
    }
}
