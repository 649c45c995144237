using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace GracefulAnalyzers.Drills;

/// <summary>Speaks HTTP/1.1 and WebSocket byte by byte, so that it can break off wherever the path says.</summary>
internal sealed class MisbehavingServer : IAsyncDisposable
{
    private const string Chunked = "HTTP/1.1 200 OK\r\nContent-Type: {0}\r\nTransfer-Encoding: chunked\r\n\r\n";
    private const string LastChunk = "0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly ConcurrentDictionary<string, Arrivals> _arrivals = new();
    private readonly ConcurrentDictionary<string, Arrivals> _closings = new();
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private int _answers;

    public MisbehavingServer()
    {
        _listener.Start(backlog: 512);
        _accepting = AcceptAsync();
    }

    public Uri Url(string behaviour, string scheme = "http") => new($"{scheme}://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/{behaviour}");

    /// <summary>How often a request for this behaviour has arrived.</summary>
    public int CountOf(string behaviour) => Of(behaviour).Count;

    /// <summary>Completes when this many requests for the behaviour have arrived.</summary>
    public Task ArrivedAsync(string behaviour, int count) => Of(behaviour).ReachedAsync(count);

    /// <summary>Completes when this many connections whose first request was for the behaviour are closed.</summary>
    public Task ClosedAsync(string behaviour, int count) => _closings.GetOrAdd(behaviour, _ => new()).ReachedAsync(count);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        await Task.WhenAll(_connections);
        _stop.Dispose();
    }

    private Arrivals Of(string behaviour) => _arrivals.GetOrAdd(behaviour, _ => new());

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _connections.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        string behaviour = "";
        using (socket)
        {
            try
            {
                string request = await ReadRequestAsync(socket);
                behaviour = request.Split(' ')[1].TrimStart('/');
                await AnswerAsync(socket, request, behaviour, Of(behaviour).Add());
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // The client has gone, or the test is over.
            }
        }

        _closings.GetOrAdd(behaviour, _ => new()).Add();
    }

    private async Task AnswerAsync(Socket socket, string request, string behaviour, int arrival)
    {
        string id = Interlocked.Increment(ref _answers).ToString(CultureInfo.InvariantCulture);
        string words = Chunk($"data: {{\"text\":\"one {id}\"}}\n\n") + Chunk($"data: {{\"text\":\"two {id}\"}}\n\n");
        string done = Chunk($"event: done\ndata: {{\"tokens\":{id}}}\n\n");
        string sse = Format(Chunked, "text/event-stream");
        string lines = Format(Chunked, "application/x-ndjson") + Chunk($"{{\"text\":\"{id}\",\"done\":false}}\n");
        string json = Format(Chunked, "application/json") + Chunk($"[\"one\",\"{id}\"");
        string text = Format(Chunked, "text/plain") + Chunk($"Answer {id}\n");
        switch (behaviour)
        {
            case "sse-complete":
                await SendAsync(socket, sse + words + done + LastChunk);
                break;
            case "sse-complete-then-reset":
                await SendAsync(socket, sse + words + done);
                await ReadUntilQuietAsync(socket);
                Reset(socket);
                break;
            case "sse-in-band":
                await SendAsync(socket, sse + words + Chunk("event: error\ndata: {\"error\":\"server_restarting\",\"resume\":true}\n\n") + LastChunk);
                break;
            case "sse-in-band-json":
                await SendAsync(socket, sse + words + Chunk("data: {\"error\":\"server_restarting\"}\n\n") + LastChunk);
                break;
            case "sse-clean-early":
                await SendAsync(socket, sse + words + LastChunk);
                break;
            case "sse-mentions-the-end":
                await SendAsync(socket, sse + words + Chunk("data: {\"text\":\"event: done\"}\n\n") + LastChunk);
                break;
            case "sse-empty":
                await SendAsync(socket, sse + LastChunk);
                break;
            case "sse-cut":
                await SendAsync(socket, sse + words);
                break;
            case "sse-cut-in-chunk":
                await SendAsync(socket, sse + words + "40\r\ndata: {\"te");
                break;
            case "sse-reset":
                await SendAsync(socket, sse + words);
                Reset(socket);
                break;
            case "sse-silent":
                await SendAsync(socket, sse + words);
                await ReadUntilQuietAsync(socket);
                break;
            case "hang":
                await ReadUntilQuietAsync(socket);
                break;
            case "close-unanswered":
                break;
            case "close-first-unanswered" or "ws-close-first-unanswered" when arrival == 1:
                break;
            case "close-first-unanswered":
                await SendAsync(socket, sse + words + done + LastChunk);
                break;
            case "kept-alive":
                // The next request on this connection is read and closed unanswered.
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ndone");
                await ReadRequestAsync(socket);
                Of(behaviour).Add();
                break;
            case "kept-alive-until-idle":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\ndone");
                break;
            case "sse-continues" or "sse-replays":
                int from = behaviour == "sse-continues" && request.Contains("Last-Event-ID: 2", StringComparison.OrdinalIgnoreCase) ? 3 : 1;
                string numbered = string.Concat(Enumerable.Range(from, 2).Select(number => Chunk($"id: {number}\ndata: word\n\n")));
                // The first is cut in the middle of its third event.
                await SendAsync(socket, sse + numbered + (arrival == 1 ? Chunk("id: 3\ndata: wo") : done + LastChunk));
                break;
            case "sse-pauses-after-the-mark":
                // More follows the mark, later than a client waits that takes it for the end.
                await SendAsync(socket, sse + words + Chunk("data: mark"));
                await SendAsync(socket, Chunk(" was no mark of the end\n\n"));
                await ReadUntilQuietAsync(socket);
                break;
            case "reset-unanswered":
                Reset(socket);
                break;
            case "cut-in-headers":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Ty");
                break;
            case "503-retry-after":
                await SendAsync(socket, "HTTP/1.1 503 Service Unavailable\r\nRetry-After: 5\r\nContent-Length: 4\r\n\r\nbusy");
                break;
            case "503":
                await SendAsync(socket, "HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");
                break;
            case "500":
                await SendAsync(socket, "HTTP/1.1 500 Internal Server Error\r\nContent-Length: 4\r\n\r\noops");
                break;
            case "404":
                await SendAsync(socket, "HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
                break;
            case "lines-complete":
                await SendAsync(socket, lines + Chunk("{\"done\":true}\n") + LastChunk);
                break;
            case "lines-clean-early":
                await SendAsync(socket, lines + LastChunk);
                break;
            case "lines-in-band":
                await SendAsync(socket, lines + Chunk("{\"error\":\"server_restarting\",\"resume\":true}\n") + LastChunk);
                break;
            case "json-complete":
                await SendAsync(socket, json + Chunk(",\"three\"]") + LastChunk);
                break;
            case "json-clean-early":
                await SendAsync(socket, json + LastChunk);
                break;
            case "text-complete":
                await SendAsync(socket, text + Chunk("-- end of answer --\n") + LastChunk);
                break;
            case "text-clean-early":
                await SendAsync(socket, text + LastChunk);
                break;
            case "length-complete":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\n0123456789");
                break;
            case "length-short":
                await SendAsync(socket, "HTTP/1.1 200 OK\r\nContent-Type: application/octet-stream\r\nContent-Length: 10\r\n\r\n01234");
                break;
            case var socketBehaviour when socketBehaviour.StartsWith("ws-", StringComparison.Ordinal):
                await WebSocketAsync(socket, request, socketBehaviour, id);
                break;
            default:
                throw new InvalidOperationException($"There is no behaviour '{behaviour}'.");
        }
    }

    private async Task WebSocketAsync(Socket socket, string request, string behaviour, string id)
    {
        const string KeyHeader = "Sec-WebSocket-Key:";
        string key = request.Split("\r\n").First(line => line.StartsWith(KeyHeader, StringComparison.OrdinalIgnoreCase))[KeyHeader.Length..].Trim();
#pragma warning disable CA5350 // RFC 6455 prescribes SHA-1 for the handshake.
        string accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await SendAsync(socket, $"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {accept}\r\n\r\n");
        await socket.SendAsync(Frame(0x1, Encoding.UTF8.GetBytes($"{{\"text\":\"{id}\"}}")), _stop.Token);
        switch (behaviour)
        {
            case "ws-complete":
                await socket.SendAsync(Frame(0x1, Encoding.UTF8.GetBytes("{\"done\":true}")), _stop.Token);
                await socket.SendAsync(Close(1000), _stop.Token);
                break;
            case "ws-clean-early":
                await socket.SendAsync(Close(1000), _stop.Token);
                break;
            case "ws-going-away":
                await socket.SendAsync(Close(1001), _stop.Token);
                break;
            case "ws-own-code":
                await socket.SendAsync(Close(4000), _stop.Token);
                break;
            case "ws-protocol-error":
                await socket.SendAsync(Close(1002), _stop.Token);
                break;
            case "ws-complete-own-code":
                await socket.SendAsync(Frame(0x1, Encoding.UTF8.GetBytes("{\"done\":true}")), _stop.Token);
                await socket.SendAsync(Close(4001), _stop.Token);
                break;
            case "ws-in-band-internal-error":
                await socket.SendAsync(Frame(0x1, Encoding.UTF8.GetBytes("{\"error\":\"server_restarting\"}")), _stop.Token);
                await socket.SendAsync(Close(1011), _stop.Token);
                break;
            case "ws-internal-error":
                await socket.SendAsync(Close(1011), _stop.Token);
                break;
            case "ws-cut":
                socket.Shutdown(SocketShutdown.Send);
                break;
            case "ws-reset":
                Reset(socket);
                return;
        }

        await ReadUntilQuietAsync(socket);
    }

    private static byte[] Close(ushort code) => Frame(0x8, [(byte)(code >> 8), (byte)code]);

    private static byte[] Frame(byte opcode, byte[] payload) => [(byte)(0x80 | opcode), (byte)payload.Length, .. payload];

    private static string Chunk(string text) => $"{Encoding.UTF8.GetByteCount(text):x}\r\n{text}\r\n";

    private static string Format(string format, string value) => string.Format(CultureInfo.InvariantCulture, format, value);

    private static void Reset(Socket socket)
    {
        socket.LingerState = new LingerOption(enable: true, seconds: 0);
        socket.Close();
    }

    private async Task SendAsync(Socket socket, string text) => await socket.SendAsync(Encoding.UTF8.GetBytes(text), _stop.Token);

    /// <summary>Everything of the request, so that closing the socket afterwards sends no reset.</summary>
    private async Task<string> ReadRequestAsync(Socket socket)
    {
        var received = new StringBuilder();
        byte[] buffer = new byte[4096];
        while (!received.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            int length = await socket.ReceiveAsync(buffer, _stop.Token);
            if (length == 0)
            {
                throw new SocketException((int)SocketError.ConnectionAborted);
            }

            received.Append(Encoding.ASCII.GetString(buffer, 0, length));
        }

        return received.ToString();
    }

    private async Task ReadUntilQuietAsync(Socket socket)
    {
        byte[] buffer = new byte[4096];
        while (await socket.ReceiveAsync(buffer, _stop.Token) > 0)
        {
        }
    }

    /// <summary>Counts requests, and tells whoever waits for one of them.</summary>
    private sealed class Arrivals
    {
        private readonly object _gate = new();
        private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];

        public int Count { get; private set; }

        public int Add()
        {
            lock (_gate)
            {
                Count++;
                _waiting.FindAll(entry => entry.Count <= Count).ForEach(entry => entry.Reached.TrySetResult());
                return Count;
            }
        }

        public Task ReachedAsync(int count)
        {
            lock (_gate)
            {
                var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiting.Add((count, reached));
                if (Count >= count)
                {
                    reached.SetResult();
                }

                return reached.Task;
            }
        }
    }
}
