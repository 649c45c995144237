using System.Net;
using System.Net.Sockets;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Keeps load and signals on this machine until the person says otherwise.</summary>
internal static class LoopbackGuard
{
    /// <exception cref="DrillRefusedException">The URL leads elsewhere.</exception>
    public static void Require(Uri url) => Require(url, url.GetComponents(UriComponents.AbsoluteUri & ~UriComponents.UserInfo, UriFormat.SafeUnescaped));

    /// <param name="display">The URL as it may be shown: without a password.</param>
    /// <exception cref="DrillRefusedException">The URL leads elsewhere.</exception>
    public static void Require(Uri url, string display)
    {
        if (!IsLoopback(url))
        {
            throw new DrillRefusedException($"{display} is not on this machine. The drill loads and stops what is there; if you mean it, add --allow-remote.");
        }
    }

    public static bool IsLoopback(Uri url)
    {
        if (url.IsLoopback || url.IdnHost.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        try
        {
            IPAddress[] addresses = Dns.GetHostAddresses(url.IdnHost);
            return addresses.Length > 0 && addresses.All(IPAddress.IsLoopback);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
