using System.Net.Sockets;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>
/// A connection that fails when it ends between a request and the first byte of its answer. The HTTP client takes a plain
/// end of file there for an expired keep-alive and silently sends the request again: the loss would never be seen.
/// </summary>
/// <param name="isExpiryPossible">Whether nobody has signalled the service yet, so that it only closes what is idle.</param>
internal sealed class AnswerWatch(Stream connection, Func<bool> isExpiryPossible) : Stream
{
    // An expiry that crosses a request on the wire shows at once; generous, for a machine that is short of threads.
    private static readonly TimeSpan LongestCrossing = TimeSpan.FromMilliseconds(500);

    // No server keeps a connection for less: one that ends sooner was ended.
    private static readonly TimeSpan ShortestKeepAlive = TimeSpan.FromMilliseconds(500);

    private long? _answeredAt;
    private bool _unanswered;
    private bool _wasIdle;
    private long _writtenAt;

    public override bool CanRead => connection.CanRead;

    public override bool CanSeek => false;

    public override bool CanWrite => connection.CanWrite;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Received(connection.Read(buffer, offset, count), count);

    public override int Read(Span<byte> buffer) => Received(connection.Read(buffer), buffer.Length);

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int length;
        try
        {
            length = await connection.ReadAsync(buffer, cancellationToken);
        }
        catch (IOException e) when (e.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset or SocketError.ConnectionAborted }
            && Volatile.Read(ref _unanswered) && IsExpiry())
        {
            // A request that reaches a connection closed just before is answered by a reset.
            return 0;
        }

        return Received(length, buffer.Length);
    }

    public override void Write(byte[] buffer, int offset, int count)
    {
        Sending();
        connection.Write(buffer, offset, count);
    }

    public override void Write(ReadOnlySpan<byte> buffer)
    {
        Sending();
        connection.Write(buffer);
    }

    public override Task WriteAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        WriteAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Sending();
        return connection.WriteAsync(buffer, cancellationToken);
    }

    public override void Flush() => connection.Flush();

    public override Task FlushAsync(CancellationToken cancellationToken) => connection.FlushAsync(cancellationToken);

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            connection.Dispose();
        }

        base.Dispose(disposing);
    }

    private void Sending()
    {
        long now = Environment.TickCount64;
        if (!Volatile.Read(ref _unanswered))
        {
            _wasIdle = now - _answeredAt >= ShortestKeepAlive.TotalMilliseconds;
        }

        Volatile.Write(ref _writtenAt, now);
        Volatile.Write(ref _unanswered, true);
    }

    // A read of no bytes only waits for some.
    private int Received(int length, int wanted)
    {
        if (length > 0)
        {
            _answeredAt = Environment.TickCount64;
            Volatile.Write(ref _unanswered, false);
        }
        else if (wanted > 0 && Volatile.Read(ref _unanswered) && !IsExpiry())
        {
            throw new IOException("The connection ended before any answer.");
        }

        return length;
    }

    private bool IsExpiry() =>
        _wasIdle && isExpiryPossible() && Environment.TickCount64 - Volatile.Read(ref _writtenAt) <= LongestCrossing.TotalMilliseconds;
}
