using System.Net.Sockets;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>Tells from an exception how an exchange ended on the wire.</summary>
internal static class WireFailure
{
    public static bool IsExpected(Exception error) =>
        error is HttpRequestException or IOException or SocketException or System.Net.WebSockets.WebSocketException or OperationCanceledException
            or ObjectDisposedException or InvalidOperationException;

    public static (WireEnd End, string Detail) Of(Exception error, bool answered)
    {
        Exception[] chain = [.. Chain(error)];
        SocketException? socket = chain.OfType<SocketException>().FirstOrDefault();
        HttpRequestError? request = chain.OfType<HttpRequestException>().FirstOrDefault()?.HttpRequestError;
        if (!answered && (socket?.SocketErrorCode == SocketError.ConnectionRefused || request == HttpRequestError.NameResolutionError))
        {
            return (WireEnd.Refused, "connection refused");
        }

        // A handshake that the listener's backlog tore down never reached the service.
        if (request == HttpRequestError.ConnectionError && !answered)
        {
            return socket?.SocketErrorCode == SocketError.TimedOut || chain.OfType<TimeoutException>().Any()
                ? (WireEnd.Silent, "no connection within the time limit")
                : (WireEnd.Refused, "no connection: " + (socket?.Message ?? error.Message));
        }

        return socket?.SocketErrorCode switch
        {
            SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown or SocketError.NetworkReset =>
                (WireEnd.Reset, "connection reset"),
            SocketError.TimedOut => (WireEnd.Silent, "connection timed out"),
            _ when chain.OfType<TimeoutException>().Any() => (WireEnd.Silent, "no connection within the time limit"),
            _ => (WireEnd.Cut, answered ? "the connection ended in the middle of the answer" : "the connection ended without an answer"),
        };
    }

    private static IEnumerable<Exception> Chain(Exception error)
    {
        for (Exception? next = error; next is not null; next = next.InnerException)
        {
            yield return next;
        }
    }
}
