using System.Runtime.CompilerServices;
using System.Text;
using ChatService.Usage;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.AI;

namespace ChatService.Endpoints;

public static class ChatEndpoints
{
    public static IEndpointRouteBuilder MapChatEndpoints(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/ask", Ask);
        routes.MapGet("/complete", Complete);
        routes.MapGet("/translate", Translate);
        routes.MapGet("/suggest", Suggest);
        return routes;
    }

    /// <summary>The whole answer at once, for callers that cannot read a stream.</summary>
    private static async Task<Ok<string>> Ask(ChatRequest request, IChatClient chat, UsageQueue usage, CancellationToken cancellationToken)
    {
        var response = await chat.GetResponseAsync(request.Message, cancellationToken: cancellationToken);
        usage.Record(null, "ask", request.Message, response.Text);
        return TypedResults.Ok(response.Text);
    }

    /// <summary>Completes a sentence; the editor plug-in reads the JSON array while it grows.</summary>
    private static IAsyncEnumerable<string> Complete(string text, IChatClient chat, UsageQueue usage)
    {
        var prompt = $"Continue this text: {text}";
        return WordsAsync(chat, usage, "complete", prompt);
    }

    /// <summary>Translates into the given language as server-sent events.</summary>
    private static ServerSentEventsResult<string> Translate(string text, string language, IChatClient chat, UsageQueue usage) =>
        TypedResults.ServerSentEvents(WordsAsync(chat, usage, "translate", $"Translate into {language}: {text}"), eventType: "word");

    /// <summary>Three follow-up questions, shown below the answer while the user still reads it.</summary>
    private static ServerSentEventsResult<string> Suggest(string topic, IChatClient chat, CancellationToken cancellationToken)
    {
        return TypedResults.ServerSentEvents(SuggestionsAsync(cancellationToken), eventType: "suggestion");

        async IAsyncEnumerable<string> SuggestionsAsync([EnumeratorCancellation] CancellationToken token)
        {
            for (var number = 1; number <= 3; number++)
            {
                var response = await chat.GetResponseAsync($"Question {number} about {topic}", cancellationToken: token);
                yield return response.Text;
            }
        }
    }

    private static async IAsyncEnumerable<string> WordsAsync(IChatClient chat, UsageQueue usage, string operation, string prompt)
    {
        var output = new StringBuilder();

        await foreach (var update in chat.GetStreamingResponseAsync(prompt))
        {
            // Some models send empty updates to keep the connection open.
            if (update.Text.Length == 0)
            {
                continue;
            }

            output.Append(update.Text);
            yield return update.Text;
        }

        usage.Record(null, operation, prompt, output.ToString());
    }
}
