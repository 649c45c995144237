using System.Diagnostics.CodeAnalysis;
using System.Net;
using System.Net.Security;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>The HTTP client of the drill: as many connections as there are requests, no redirects, no proxy on loopback.</summary>
internal static class LoadClient
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(5);

    // Shorter than the keep-alive of the usual servers: an expiry that crosses a request is no loss that a drill is about.
    private static readonly TimeSpan LongestIdle = TimeSpan.FromSeconds(1);

    /// <summary>A client that keeps its connections, for what is not judged.</summary>
    public static HttpMessageInvoker Create(LoadPlan plan) => Create(plan, () => true);

    /// <summary>A client that keeps its connections.</summary>
    /// <param name="isExpiryPossible">Whether a kept connection that the service closes may just have expired: as long as nobody has signalled it.</param>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    public static HttpMessageInvoker Create(LoadPlan plan, Func<bool> isExpiryPossible) => new(Handler(plan, isExpiryPossible), disposeHandler: true);

    /// <summary>A client that opens a new connection for every request, as somebody new does.</summary>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The invoker owns the handler.")]
    public static HttpMessageInvoker CreateWithoutReuse(LoadPlan plan) => new(new SingleUseHandler(() => Handler(plan, () => false)), disposeHandler: true);

    [SuppressMessage("Security", "CA5359:Do Not Disable Certificate Validation",
        Justification = "Only for --insecure: development certificates of the service under test.")]
    private static SocketsHttpHandler Handler(LoadPlan plan, Func<bool> isExpiryPossible)
    {
        var handler = new SocketsHttpHandler
        {
            MaxConnectionsPerServer = int.MaxValue,
            PooledConnectionIdleTimeout = LongestIdle,
            // Behind TLS, whose own farewell is no answer.
            PlaintextStreamFilter = (connection, _) => new(new AnswerWatch(connection.PlaintextStream, isExpiryPossible)),
            ConnectTimeout = ConnectTime,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = plan.AllowRemote,
            // A stream that is given up is closed, not drained.
            ResponseDrainTimeout = TimeSpan.Zero,
        };
        if (plan.Insecure)
        {
            handler.SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, _, _, _) => true };
        }

        return handler;
    }
}
