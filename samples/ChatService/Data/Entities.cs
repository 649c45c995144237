namespace ChatService.Data;

public sealed class Conversation
{
    public Guid Id { get; set; }

    public required string Title { get; set; }

    // SQLite compares DateTime as text, which works as long as all of them are UTC.
    public DateTime LastActiveAt { get; set; } = DateTime.UtcNow;

    public List<Turn> Turns { get; } = [];

    public List<Summary> Summaries { get; } = [];

    public void AddExchange(string question, string answer)
    {
        Turns.Add(new Turn { Role = "user", Text = question });
        Turns.Add(new Turn { Role = "assistant", Text = answer });
        LastActiveAt = DateTime.UtcNow;
    }
}

public sealed class Turn
{
    public int Id { get; set; }

    public Guid ConversationId { get; set; }

    public required string Role { get; set; }

    public required string Text { get; set; }
}

public sealed class Summary
{
    public int Id { get; set; }

    public Guid ConversationId { get; set; }

    public required string Text { get; set; }

    public DateTime CreatedAt { get; set; } = DateTime.UtcNow;
}

public sealed class UsageEntry
{
    public int Id { get; set; }

    public Guid? ConversationId { get; set; }

    public required string Operation { get; set; }

    public int InputWords { get; set; }

    public int OutputWords { get; set; }

    public DateTime At { get; set; }
}
