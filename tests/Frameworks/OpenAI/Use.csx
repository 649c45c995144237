using OpenAI.Chat;

class A { System.ClientModel.AsyncCollectionResult<StreamingChatCompletionUpdate> M(ChatClient c) => c.CompleteChatStreamingAsync("hi"); }
