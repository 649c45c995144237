namespace GracefulAnalyzers.Catalogue;

internal static class ModelClients
{
    public static readonly Framework ExtensionsAI = new(
        "ExtensionsAI",
        "https://learn.microsoft.com/dotnet/ai/microsoft-extensions-ai",
        "Microsoft.Extensions.AI.IChatClient")
    {
        Traits = [new(Trait.AnswerCache, "Microsoft.Extensions.AI.DistributedCachingChatClientBuilderExtensions::UseDistributedCache")],
        JsonResults = [new("Microsoft.Extensions.AI.ChatResponse", "Microsoft.Extensions.AI.AIJsonUtilities::DefaultOptions")],
        Members =
        [
            Member.Generate("Microsoft.Extensions.AI.IChatClient::GetResponseAsync"),
            Member.Generate("Microsoft.Extensions.AI.IChatClient::GetStreamingResponseAsync"),
            Member.Generate("Microsoft.Extensions.AI.ChatClientExtensions::GetResponseAsync"),
            Member.Generate("Microsoft.Extensions.AI.ChatClientExtensions::GetStreamingResponseAsync"),
            Member.Generate("Microsoft.Extensions.AI.ChatClientStructuredOutputExtensions::GetResponseAsync"),
        ],
    };

    public static readonly Framework OpenAI = new(
        "OpenAI",
        "https://github.com/openai/openai-dotnet",
        "OpenAI.Chat.ChatClient",
        "OpenAI.Responses.ResponsesClient")
    {
        MissingInOldest =
        [
            "OpenAI.Responses.ResponsesClient",
            "OpenAI.Responses.ResponsesClient::CreateResponse",
            "OpenAI.Responses.ResponsesClient::CreateResponseAsync",
            "OpenAI.Responses.ResponsesClient::CreateResponseStreamingAsync",
            "OpenAI.Audio.AudioClient::TranscribeAudioStreamingAsync",
        ],
        Members =
        [
            Member.Generate("OpenAI.Chat.ChatClient::CompleteChat"),
            Member.Generate("OpenAI.Chat.ChatClient::CompleteChatAsync"),
            Member.Generate("OpenAI.Chat.ChatClient::CompleteChatStreaming"),
            Member.Generate("OpenAI.Chat.ChatClient::CompleteChatStreamingAsync"),
            Member.Generate("OpenAI.Responses.ResponsesClient::CreateResponse"),
            Member.Generate("OpenAI.Responses.ResponsesClient::CreateResponseAsync"),
            Member.Generate("OpenAI.Responses.ResponsesClient::CreateResponseStreamingAsync"),
            Member.Generate("OpenAI.Images.ImageClient::GenerateImageAsync"),
            Member.Generate("OpenAI.Audio.AudioClient::TranscribeAudioAsync"),
            Member.Generate("OpenAI.Audio.AudioClient::TranscribeAudioStreamingAsync"),
        ],
        // Its enumerator asks the pages with the token of the call, never with its own.
        Traits = [new(Trait.DeafSequence, "System.ClientModel.AsyncCollectionResult`1")],
    };
}
