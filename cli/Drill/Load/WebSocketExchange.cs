using System.Buffers;
using System.Net.WebSockets;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>One WebSocket: connects, sends the body as a text message, reads until the close frame.</summary>
internal sealed class WebSocketExchange(HttpMessageInvoker client, RequestPlan plan, DrillClock clock, TimeSpan hangAfter) : IExchange
{
    private const int BufferSize = 16 * 1024;
    private const int LongestMessage = 1 << 20;

    private static readonly TimeSpan CloseTime = TimeSpan.FromSeconds(1);

    public async Task<ExchangeResult> RunAsync(ExchangeContext context, CancellationToken abandon)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        foreach ((string name, string value) in plan.Headers)
        {
            socket.Options.SetRequestHeader(name, value);
        }

        if (context.LastEventId is not null)
        {
            socket.Options.SetRequestHeader("Last-Event-ID", context.LastEventId);
        }

        using var silence = new SilenceLimit(hangAfter, abandon);
        try
        {
            await socket.ConnectAsync(plan.Url, client, silence.Token);
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            return NotOpened(socket, silence, e);
        }

        TimeSpan opened = clock.Now;
        var reader = new BodyReader(BodyFormat.WebSocket, context.Superseded);
        (WireEnd end, string detail) = await ReadAsync(socket, reader, context, silence);
        return new(new(end, 101, false, false, reader.End(over: true), (int?)socket.CloseStatus, detail), opened);
    }

    private ExchangeResult NotOpened(ClientWebSocket socket, SilenceLimit silence, Exception error)
    {
        // An answer that is no upgrade is an ordinary one: 503 while draining, 404 for a wrong path.
        int status = (int)socket.HttpStatusCode;
        bool retryAfter = socket.HttpResponseHeaders?.Keys.Contains("Retry-After", StringComparer.OrdinalIgnoreCase) == true;
        if (status >= 300)
        {
            return new(new(WireEnd.Clean, status, retryAfter, false, BodyEnd.Empty, null, $"HTTP {status} instead of a WebSocket"), clock.Now);
        }

        (WireEnd end, string detail) = silence.Verdict() ?? WireFailure.Of(error, answered: false);
        return new(new(end, null, false, false, BodyEnd.Empty, null, detail), null);
    }

    private async Task<(WireEnd End, string Detail)> ReadAsync(ClientWebSocket socket, BodyReader reader, ExchangeContext context, SilenceLimit silence)
    {
        byte[] buffer = ArrayPool<byte>.Shared.Rent(BufferSize);
        var message = new ArrayBufferWriter<byte>();
        try
        {
            if (plan.Body is { } body)
            {
                await socket.SendAsync(Encoding.UTF8.GetBytes(body), WebSocketMessageType.Text, endOfMessage: true, silence.Token);
            }

            while (true)
            {
                ValueWebSocketReceiveResult part = await socket.ReceiveAsync(buffer.AsMemory(), silence.Token);
                silence.Heard();
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    await AnswerCloseAsync(socket, silence);
                    return (WireEnd.Clean, $"closed with {(int?)socket.CloseStatus} {socket.CloseStatusDescription}".TrimEnd());
                }

                if (message.WrittenCount < LongestMessage)
                {
                    message.Write(buffer.AsSpan(0, part.Count));
                }

                if (part.EndOfMessage)
                {
                    reader.Message(message.WrittenSpan);
                    message.Clear();
                    if (context.IsComplete?.Invoke(reader.Tail) == true)
                    {
                        await AnswerCloseAsync(socket, silence);
                        return (WireEnd.Clean, "closed by the client after the last message");
                    }
                }
            }
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            return silence.Verdict() ?? WireFailure.Of(e, answered: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static async Task AnswerCloseAsync(ClientWebSocket socket, SilenceLimit silence)
    {
        silence.Shorten(CloseTime);
        try
        {
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, silence.Token);
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            // The other side has said its last word already.
        }
    }
}
