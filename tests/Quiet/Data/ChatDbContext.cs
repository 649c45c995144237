using Microsoft.EntityFrameworkCore;

namespace Quiet.Data;

public sealed class Conversation
{
    public required string Id { get; set; }
    public string Title { get; set; } = "";
    public string? Summary { get; set; }
    public bool IsClosed { get; set; }
}

public sealed class Message
{
    public required string Id { get; set; }
    public required string ConversationId { get; set; }
    public required string Role { get; set; }
    public required string Text { get; set; }
    public bool IsComplete { get; set; }
    public bool IsFlagged { get; set; }
    public long SentAt { get; set; }
}

public sealed class UsageRecord
{
    public long Id { get; set; }
    public required string ConversationId { get; set; }
    public int PromptCharacters { get; set; }
    public int AnswerCharacters { get; set; }
}

/// <summary>What an answer is billed at; the message id is the key, so a redelivery cannot bill twice.</summary>
public sealed class LedgerEntry
{
    public required string MessageId { get; set; }
    public required string ConversationId { get; set; }
    public int Characters { get; set; }
}

/// <summary>One costly effect: leased while it runs (<see cref="Value"/> is null), kept once it has a result.</summary>
public sealed class StoredResult
{
    public required string Key { get; set; }
    public string? Value { get; set; }
    public required string LeaseOwner { get; set; }
    public long LeaseUntil { get; set; }
    public long StoredAt { get; set; }
}

public sealed class ChatDbContext(DbContextOptions<ChatDbContext> options) : DbContext(options)
{
    public DbSet<Conversation> Conversations => Set<Conversation>();
    public DbSet<Message> Messages => Set<Message>();
    public DbSet<UsageRecord> Usage => Set<UsageRecord>();
    public DbSet<LedgerEntry> Ledger => Set<LedgerEntry>();
    public DbSet<StoredResult> Results => Set<StoredResult>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<Message>().HasIndex(message => new { message.ConversationId, message.SentAt });
        modelBuilder.Entity<LedgerEntry>().HasKey(entry => entry.MessageId);
        modelBuilder.Entity<StoredResult>().HasKey(result => result.Key);
        modelBuilder.Entity<StoredResult>().ToTable("Results");
    }
}
