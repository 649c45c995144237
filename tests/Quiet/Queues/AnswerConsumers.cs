using MassTransit;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;
using Quiet.Data;

namespace Quiet.Queues;

/// <summary>Flags answers that break the rules. A redelivery goes on with the verdict that was already paid for.</summary>
public sealed class ModerationConsumer(IChatClient model, IResultStore results, TranscriptStore transcripts) : IConsumer<AnswerPosted>
{
    public async Task Consume(ConsumeContext<AnswerPosted> context)
    {
        var verdict = await results.GetOrAddAsync(
            EffectKey.Of(nameof(ModerationConsumer), context.MessageId?.ToString(), 1),
            async token =>
            {
                var response = await model.GetResponseAsync($"Reply flag or pass: {context.Message.Text}", new ChatOptions { MaxOutputTokens = 1 }, token);
                return response.Text;
            },
            context.CancellationToken);
        await transcripts.SetFlagAsync(context.Message.AnswerId, verdict.Trim() == "flag", context.CancellationToken);
    }
}

/// <summary>Bills an answer once: the message id is the ledger's key.</summary>
public sealed class BillingConsumer(ChatDbContext db) : IConsumer<AnswerPosted>
{
    // SQLITE_CONSTRAINT_PRIMARYKEY
    private const int PrimaryKeyTaken = 1555;

    public async Task Consume(ConsumeContext<AnswerPosted> context)
    {
        db.Ledger.Add(new LedgerEntry
        {
            MessageId = context.Message.AnswerId.ToString(),
            ConversationId = context.Message.ConversationId,
            Characters = context.Message.Text.Length,
        });
        try
        {
            await db.SaveChangesAsync(context.CancellationToken);
        }
        catch (DbUpdateException exception) when (exception.InnerException is SqliteException { SqliteExtendedErrorCode: PrimaryKeyTaken })
        {
            // A redelivery found its own row.
        }
    }
}

public sealed class ClosedConversationLog(ILogger<ClosedConversationLog> logger) : IConsumer<ConversationClosed>
{
    public Task Consume(ConsumeContext<ConversationClosed> context)
    {
        logger.ConversationClosed(context.Message.ConversationId);
        return Task.CompletedTask;
    }
}
