using System.Net.ServerSentEvents;
using System.Text.Json;

namespace Quiet.Chat;

public sealed record Delta(string Text);

public sealed record RestartNotice(string Error, bool Resume);

/// <summary>The event stream's vocabulary: <c>delta</c>, <c>done</c>, and <c>error</c> when the server has to leave first.</summary>
public static class Sse
{
    public const string ContentType = "text/event-stream";

    public static RestartNotice Restart { get; } = new("server_restarting", Resume: true);

    public static SseItem<string> Restarting { get; } = Item("error", Restart);

    public static SseItem<string> Done { get; } = Item("done", new { });

    public static SseItem<string> Word(string text) => Item("delta", new Delta(text));

    public static SseItem<string> Item<T>(string type, T payload) =>
        new(JsonSerializer.Serialize(payload, JsonSerializerOptions.Web), type);

    public static void Begin(HttpResponse response)
    {
        response.ContentType = ContentType;
        response.Headers.CacheControl = "no-cache";
    }

    public static async Task WriteAsync(HttpResponse response, SseItem<string> item, CancellationToken cancellationToken)
    {
        await response.WriteAsync($"event: {item.EventType}\ndata: {item.Data}\n\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
    }
}
