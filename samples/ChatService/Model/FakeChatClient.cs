using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Options;

namespace ChatService.Model;

public sealed class ModelOptions
{
    /// <summary>Pause before each word of an answer.</summary>
    public TimeSpan WordDelay { get; set; } = TimeSpan.FromMilliseconds(80);
}

/// <summary>Stands in for a hosted model: answers with a fixed text, one word at a time.</summary>
public sealed class FakeChatClient(IOptions<ModelOptions> options, ILogger<FakeChatClient> logger) : IChatClient
{
    private const string Answer =
        "That is a good question, and the short answer is that it depends: on how much you have to store, on how often you read it, "
        + "and on how long you can wait. Start with the simple thing, measure it, and change it when the numbers tell you to.";

    public async Task<ChatResponse> GetResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        return await GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var responseId = Guid.NewGuid().ToString("N");
        var words = WordsFor(messages).ToArray();
        var written = 0;

        try
        {
            foreach (var word in words)
            {
                await Task.Delay(WordDelay, cancellationToken);
                yield return new ChatResponseUpdate(ChatRole.Assistant, word) { ResponseId = responseId };
                written++;
            }
        }
        finally
        {
            // A real model bills every word it has produced, read or not.
            logger.LogInformation("Generated {Written} of {Words} words for {ResponseId}", written, words.Length, responseId);
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(this) ? this : null;

    public void Dispose()
    {
    }

    private TimeSpan WordDelay => options.Value.WordDelay;

    private static IEnumerable<string> WordsFor(IEnumerable<ChatMessage> messages)
    {
        var question = messages.LastOrDefault(message => message.Role == ChatRole.User)?.Text ?? "nothing";

        // Long prompts are cut, so that a summary of a long conversation stays a summary.
        var subject = question.Length <= 60 ? question : question[..60] + "…";
        return $"You asked: {subject} {Answer}".Split(' ').Select(word => word + " ");
    }
}
