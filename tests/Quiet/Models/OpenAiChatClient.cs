using System.ClientModel;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;
using OpenAI;
using OpenAI.Chat;
using ChatMessage = Microsoft.Extensions.AI.ChatMessage;
using ProviderMessage = OpenAI.Chat.ChatMessage;

namespace Quiet.Models;

/// <summary>The OpenAI SDK behind the interface that the rest of the service speaks.</summary>
public sealed class OpenAiChatClient(ChatClient provider) : IChatClient
{
    public static OpenAiChatClient Create(string apiKey, string model, Uri? endpoint)
    {
        var options = new OpenAIClientOptions { NetworkTimeout = TimeSpan.FromMinutes(2) };
        if (endpoint is not null)
        {
            options.Endpoint = endpoint;
        }

        return new OpenAiChatClient(new ChatClient(model, new ApiKeyCredential(apiKey), options));
    }

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null,
        CancellationToken cancellationToken = default)
    {
        ChatCompletion completion = await provider.CompleteChatAsync(ToProvider(messages), ToProvider(options), cancellationToken);
        var text = string.Concat(completion.Content.Select(part => part.Text));
        return new ChatResponse(new ChatMessage(ChatRole.Assistant, text)) { ModelId = completion.Model };
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages,
        ChatOptions? options = null,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        // This stream reads its token when it is created; WithCancellation would not reach it.
        await foreach (var update in provider.CompleteChatStreamingAsync(ToProvider(messages), ToProvider(options), cancellationToken))
        {
            foreach (var part in update.ContentUpdate)
            {
                yield return new ChatResponseUpdate(ChatRole.Assistant, part.Text) { ModelId = update.Model };
            }
        }
    }

    public object? GetService(Type serviceType, object? serviceKey = null) =>
        serviceKey is null && serviceType.IsInstanceOfType(provider) ? provider : null;

    public void Dispose()
    {
    }

    private static ChatCompletionOptions ToProvider(ChatOptions? options) => new()
    {
        MaxOutputTokenCount = options?.MaxOutputTokens,
        Temperature = options?.Temperature,
    };

    private static List<ProviderMessage> ToProvider(IEnumerable<ChatMessage> messages)
    {
        var converted = new List<ProviderMessage>();
        foreach (var message in messages)
        {
            converted.Add(message.Role == ChatRole.System ? new SystemChatMessage(message.Text)
                : message.Role == ChatRole.Assistant ? new AssistantChatMessage(message.Text)
                : new UserChatMessage(message.Text));
        }

        return converted;
    }
}
