using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>Spaces the starts of requests evenly, whoever asks.</summary>
internal sealed class Pace(DrillClock clock, double perSecond)
{
    private readonly object _gate = new();
    private readonly TimeSpan _distance = TimeSpan.FromSeconds(1 / perSecond);
    private TimeSpan _next;

    /// <summary>Completes when it is the caller's turn.</summary>
    public Task NextAsync(CancellationToken cancellation)
    {
        TimeSpan wait;
        lock (_gate)
        {
            TimeSpan now = clock.Now;
            wait = _next > now ? _next - now : TimeSpan.Zero;
            _next = (_next > now ? _next : now) + _distance;
        }

        return wait > TimeSpan.Zero ? Task.Delay(wait, cancellation) : Task.CompletedTask;
    }
}

/// <summary>Holds callers back while it is shut.</summary>
internal sealed class LoadGate
{
    private volatile TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open() => _open.TrySetResult();

    public void Shut()
    {
        if (_open.Task.IsCompleted)
        {
            _open = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public Task PassAsync(CancellationToken cancellation) => _open.Task.WaitAsync(cancellation);
}
