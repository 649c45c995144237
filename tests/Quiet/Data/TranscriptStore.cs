using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.AI;

namespace Quiet.Data;

/// <summary>Conversations and their messages; every write is absolute, so repeating one changes nothing.</summary>
public sealed class TranscriptStore(IDbContextFactory<ChatDbContext> contexts, TimeProvider clock)
{
    public async Task<IReadOnlyList<ChatMessage>> AppendPromptAsync(string conversationId, string prompt, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (!await db.Conversations.AnyAsync(conversation => conversation.Id == conversationId, cancellationToken))
        {
            db.Conversations.Add(new Conversation { Id = conversationId, Title = prompt.Length > 40 ? prompt[..40] : prompt });
        }

        db.Messages.Add(new Message
        {
            Id = Guid.NewGuid().ToString(),
            ConversationId = conversationId,
            Role = ChatRole.User.Value,
            Text = prompt,
            IsComplete = true,
            SentAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        await db.SaveChangesAsync(cancellationToken);
        return await HistoryAsync(conversationId, cancellationToken);
    }

    public async Task<IReadOnlyList<ChatMessage>> HistoryAsync(string conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var messages = await db.Messages
            .Where(message => message.ConversationId == conversationId)
            .OrderBy(message => message.SentAt)
            .Select(message => new { message.Role, message.Text })
            .ToListAsync(cancellationToken);
        return messages.ConvertAll(message => new ChatMessage(new ChatRole(message.Role), message.Text));
    }

    public async Task SaveAnswerAsync(Guid answerId, string conversationId, string text, bool complete, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.Messages.Add(new Message
        {
            Id = answerId.ToString(),
            ConversationId = conversationId,
            Role = ChatRole.Assistant.Value,
            Text = text,
            IsComplete = complete,
            SentAt = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    public async Task SetSummaryAsync(string conversationId, string summary, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Conversations
            .Where(conversation => conversation.Id == conversationId)
            .ExecuteUpdateAsync(conversation => conversation.SetProperty(row => row.Summary, summary), cancellationToken);
    }

    public async Task<string?> FindTitleAsync(string conversationId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Conversations
            .Where(conversation => conversation.Id == conversationId)
            .Select(conversation => conversation.Title)
            .SingleOrDefaultAsync(cancellationToken);
    }

    public async Task SetTitleAsync(string conversationId, string title, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Conversations
            .Where(conversation => conversation.Id == conversationId)
            .ExecuteUpdateAsync(conversation => conversation.SetProperty(row => row.Title, title), cancellationToken);
    }

    public async Task SetFlagAsync(Guid answerId, bool flagged, CancellationToken cancellationToken)
    {
        var id = answerId.ToString();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Messages
            .Where(message => message.Id == id)
            .ExecuteUpdateAsync(message => message.SetProperty(row => row.IsFlagged, flagged), cancellationToken);
    }
}
