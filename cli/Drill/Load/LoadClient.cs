using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>The HTTP client of the drill: as many connections as there are requests, no redirects, no proxy on loopback.</summary>
internal static class LoadClient
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    public static HttpMessageInvoker Create(LoadPlan plan) => Create(plan.Insecure, plan.AllowRemote, Timeout.InfiniteTimeSpan);

    /// <summary>A client that opens a new connection for every request, as somebody new does.</summary>
    public static HttpMessageInvoker CreateWithoutReuse(LoadPlan plan) => Create(plan.Insecure, plan.AllowRemote, TimeSpan.Zero);

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation", Justification = "Only for --insecure: development certificates of the service under test.")]
    private static HttpMessageInvoker Create(bool insecure, bool allowRemote, TimeSpan connectionLifetime)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = int.MaxValue,
            PooledConnectionLifetime = connectionLifetime,
            ConnectTimeout = ConnectTime,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = allowRemote,
            // A stream that is given up is closed, not drained.
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        if (insecure)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
        }

        return new HttpMessageInvoker(handler, disposeHandler: true);
    }
}
