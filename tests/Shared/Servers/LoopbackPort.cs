using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace GracefulAnalyzers.Tests.Servers;

/// <summary>Ports for servers that are told theirs before they start.</summary>
internal static class LoopbackPort
{
    // Below the ports that kernels give to outgoing connections and to whoever asks for any: nobody else takes one meanwhile.
    private const int First = 20_000;
    private const int Count = 12_000;

    // Test projects run side by side.
    private static int _taken = Environment.ProcessId * 101 % Count;

    /// <summary>A port that nobody listens on, given to one caller of this process only.</summary>
    public static string Free()
    {
        while (true)
        {
            int port = First + (Interlocked.Increment(ref _taken) % Count);
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, port);
                listener.Start();
                return port.ToString(CultureInfo.InvariantCulture);
            }
            catch (SocketException e) when (e.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody's own; the next one.
            }
        }
    }
}
