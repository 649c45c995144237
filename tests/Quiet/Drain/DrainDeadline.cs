using Microsoft.Extensions.Options;

namespace Quiet.Drain;

/// <summary>
/// The moment at which work in hand stops being finished and starts being given back:
/// <see cref="DrainOptions.ReleaseMargin"/> before the host's shutdown timeout runs out.
/// </summary>
public sealed class DrainDeadline : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _stopping;

    public DrainDeadline(IHostApplicationLifetime lifetime, IOptions<HostOptions> host, IOptions<DrainOptions> drain)
    {
        ArgumentNullException.ThrowIfNull(lifetime);
        ArgumentNullException.ThrowIfNull(host);
        ArgumentNullException.ThrowIfNull(drain);

        Token = _source.Token;
        var grace = Grace(host.Value.ShutdownTimeout, drain.Value.ReleaseMargin);
        _stopping = lifetime.ApplicationStopping.Register(() => _source.CancelAfter(grace));
    }

    /// <summary>Fires once, near the end of the drain; never on SIGTERM itself.</summary>
    public CancellationToken Token { get; }

    public bool HasPassed => Token.IsCancellationRequested;

    public void Dispose()
    {
        _stopping.Dispose();
        _source.Dispose();
    }

    private static TimeSpan Grace(TimeSpan timeout, TimeSpan margin)
    {
        if (timeout == Timeout.InfiniteTimeSpan)
        {
            return timeout;
        }

        // A timeout shorter than the margin still leaves half of itself to finish work in.
        return timeout > margin ? timeout - margin : timeout / 2;
    }
}
