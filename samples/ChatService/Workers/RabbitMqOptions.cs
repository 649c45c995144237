namespace ChatService.Workers;

public sealed class RabbitMqOptions
{
    public Uri Uri { get; set; } = new("amqp://guest:guest@localhost:5672/");

    /// <summary>Pause between two attempts to reach the broker, and before a failed message is put back.</summary>
    public TimeSpan RetryDelay { get; set; } = TimeSpan.FromSeconds(5);
}

public sealed record SummaryRequest(Guid ConversationId);

public sealed record SummaryReady(Guid ConversationId, string Text);
