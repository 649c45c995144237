namespace GracefulAnalyzers.Tests.Quiet;

internal static class GRACE1003Mutations
{
    public static Mutation[] All =>
    [
        new("GRACE1003", "token at the enumeration", "Models/OpenAiChatClient.cs", "ToProvider(options), cancellationToken))\n",
            "ToProvider(options)).WithCancellation(cancellationToken))\n"),
        new("GRACE1003", "token behind ConfigureAwait", "Models/OpenAiChatClient.cs", "ToProvider(options), cancellationToken))\n",
            "ToProvider(options)).ConfigureAwait(false).WithCancellation(cancellationToken))\n"),
        new("GRACE1003", "stream with a name", "Models/OpenAiChatClient.cs",
            "await foreach (var update in provider.CompleteChatStreamingAsync(ToProvider(messages), ToProvider(options), cancellationToken))",
            "var updates = provider.CompleteChatStreamingAsync(ToProvider(messages), ToProvider(options));\n"
                + "        await foreach (var update in updates.WithCancellation(cancellationToken))"),
    ];
}
