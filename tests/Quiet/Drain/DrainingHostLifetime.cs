using System.Runtime.InteropServices;
using Microsoft.Extensions.Options;

namespace Quiet.Drain;

/// <summary>
/// SIGTERM turns readiness red at once and stops the application after <see cref="DrainOptions.Delay"/>: until then the
/// listener accepts and live streams run on. SIGINT and SIGQUIT stop without delay; a second SIGTERM ends the delay.
/// </summary>
public sealed class DrainingHostLifetime(
    IHostApplicationLifetime application,
    DrainReadiness readiness,
    IOptions<DrainOptions> options,
    ILogger<DrainingHostLifetime> logger) : IHostLifetime, IDisposable
{
    private readonly CancellationTokenSource _hurry = new();
    private readonly List<PosixSignalRegistration> _signals = [];
    private Task _delayedStop = Task.CompletedTask;

    public Task WaitForStartAsync(CancellationToken cancellationToken)
    {
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGTERM, OnTerminate));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGINT, OnInterrupt));
        _signals.Add(PosixSignalRegistration.Create(PosixSignal.SIGQUIT, OnInterrupt));
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await _delayedStop.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    public void Dispose()
    {
        foreach (var signal in _signals)
        {
            signal.Dispose();
        }

        _hurry.Dispose();
    }

    private void OnTerminate(PosixSignalContext context)
    {
        context.Cancel = true;
        if (readiness.TryBegin())
        {
            logger.DrainBegins(options.Value.Delay);
            _delayedStop = StopAfterDelayAsync(options.Value.Delay);
        }
        else
        {
            _hurry.Cancel();
        }
    }

    private void OnInterrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        readiness.TryBegin();
        application.StopApplication();
    }

    private async Task StopAfterDelayAsync(TimeSpan delay)
    {
        await Task.Delay(delay, _hurry.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        application.StopApplication();
    }
}
