using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text.Json;

namespace GracefulAnalyzers.Drills.Browser;

/// <summary>Commands and events of the Chrome DevTools protocol over one WebSocket.</summary>
internal sealed class DevToolsConnection : IAsyncDisposable
{
    private readonly ClientWebSocket _socket = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _pending = new();
    private Task _receiving = Task.CompletedTask;
    private int _id;

    /// <summary>The session, the event's name and its parameters.</summary>
    public event Action<string, string, JsonElement>? Happened;

    public static async Task<DevToolsConnection> OpenAsync(Uri address, CancellationToken cancellation)
    {
        var connection = new DevToolsConnection();
        await connection._socket.ConnectAsync(address, cancellation);
        connection._receiving = connection.ReceiveAsync();
        return connection;
    }

    /// <summary>The command's result.</summary>
    /// <exception cref="InvalidOperationException">The browser refuses the command.</exception>
    public async Task<JsonElement> SendAsync(string method, object parameters, string? session, CancellationToken cancellation)
    {
        int id = Interlocked.Increment(ref _id);
        var answer = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[id] = answer;
        var message = new Dictionary<string, object> { ["id"] = id, ["method"] = method, ["params"] = parameters };
        if (session is not null)
        {
            message["sessionId"] = session;
        }

        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(message), WebSocketMessageType.Text, endOfMessage: true, cancellation);
        JsonElement reply = await answer.Task.WaitAsync(cancellation);
        return reply.TryGetProperty("result", out JsonElement result) ? result : throw new InvalidOperationException($"{method}: {reply}");
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _receiving;
        _socket.Dispose();
        _stop.Dispose();
    }

    private async Task ReceiveAsync()
    {
        Exception ended = new InvalidOperationException("The browser closed the connection.");
        try
        {
            var buffer = new byte[64 * 1024];
            using var message = new MemoryStream();
            while (await _socket.ReceiveAsync(buffer.AsMemory(), _stop.Token) is { MessageType: not WebSocketMessageType.Close } part)
            {
                await message.WriteAsync(buffer.AsMemory(0, part.Count), _stop.Token);
                if (part.EndOfMessage)
                {
                    Dispatch(JsonDocument.Parse(message.ToArray()).RootElement);
                    message.SetLength(0);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException)
        {
            ended = e;
        }

        foreach (TaskCompletionSource<JsonElement> waiting in _pending.Values)
        {
            waiting.TrySetException(ended);
        }
    }

    private void Dispatch(JsonElement message)
    {
        if (message.TryGetProperty("id", out JsonElement id))
        {
            if (_pending.TryRemove(id.GetInt32(), out TaskCompletionSource<JsonElement>? answer))
            {
                answer.SetResult(message);
            }
        }
        else
        {
            string session = message.TryGetProperty("sessionId", out JsonElement name) ? name.GetString()! : "";
            Happened?.Invoke(session, message.GetProperty("method").GetString()!, message.GetProperty("params"));
        }
    }
}
