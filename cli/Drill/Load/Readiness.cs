using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

internal enum ReadinessState
{
    /// <summary>The probe was answered with 2xx.</summary>
    Ready,

    /// <summary>The probe was answered with another status.</summary>
    NotReady,

    /// <summary>No connection, or one that ended without an answer.</summary>
    Unreachable,

    /// <summary>No answer in time.</summary>
    Silent,
}

/// <summary>The service's readiness from a moment on.</summary>
/// <param name="Status">The HTTP status; null when there was no answer.</param>
internal sealed record ReadinessChange(TimeSpan At, ReadinessState State, int? Status);

/// <summary>Probes readiness on a new connection every 100 ms and keeps the changes.</summary>
internal sealed class ReadinessProbe(Uri url, LoadPlan plan, DrillClock clock) : IAsyncDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(1);

    private readonly HttpMessageInvoker _client = LoadClient.CreateWithoutReuse(plan);
    private readonly CancellationTokenSource _stop = new();
    private readonly object _gate = new();
    private readonly List<ReadinessChange> _changes = [];
    private TaskCompletionSource _nextAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _probing = Task.CompletedTask;

    public IReadOnlyList<ReadinessChange> Changes
    {
        get
        {
            lock (_gate)
            {
                return [.. _changes];
            }
        }
    }

    public ReadinessChange? Latest
    {
        get
        {
            lock (_gate)
            {
                return _changes.Count > 0 ? _changes[^1] : null;
            }
        }
    }

    /// <summary>When the last probe that was answered, with whatever status, had begun; null when none was.</summary>
    public TimeSpan? LastAnswered
    {
        get
        {
            lock (_gate)
            {
                return _lastAnswered;
            }
        }
    }

    /// <summary>Why the latest probe came to no TLS connection; null when that was not what failed.</summary>
    public string? TlsProblem { get; private set; }

    public void Start() => _probing = ProbeAsync();

    /// <summary>Completes when a probe that began after the call finds the service ready.</summary>
    public Task WaitUntilReadyAsync(CancellationToken cancellation) => WaitUntilAsync(since => _lastReady >= since, cancellation);

    /// <summary>Completes when a probe that began after the call is over, whatever it found.</summary>
    public Task WaitForProbeAsync(CancellationToken cancellation) => WaitUntilAsync(since => _lastAsked >= since, cancellation);

    private async Task WaitUntilAsync(Func<TimeSpan, bool> isSoSince, CancellationToken cancellation)
    {
        TimeSpan since = clock.Now;
        while (true)
        {
            Task next;
            lock (_gate)
            {
                next = _nextAnswer.Task;
            }

            await next.WaitAsync(cancellation);
            if (isSoSince(since))
            {
                return;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _probing;
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task ProbeAsync()
    {
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                TimeSpan asked = clock.Now;
                (ReadinessState state, int? status) = await AskAsync();
                Note(asked, state, status);
            }
            while (await timer.WaitForNextTickAsync(_stop.Token));
        }
        catch (OperationCanceledException)
        {
            // The drill is over.
        }
    }

    private TimeSpan _lastReady = TimeSpan.MinValue;
    private TimeSpan _lastAsked = TimeSpan.MinValue;
    private TimeSpan? _lastAnswered;

    private void Note(TimeSpan asked, ReadinessState state, int? status)
    {
        TaskCompletionSource answered;
        lock (_gate)
        {
            if (_changes.Count == 0 || _changes[^1].State != state || _changes[^1].Status != status)
            {
                _changes.Add(new(clock.Now, state, status));
            }

            _lastAsked = asked;
            if (state == ReadinessState.Ready)
            {
                _lastReady = asked;
            }

            if (status is not null)
            {
                _lastAnswered = asked;
            }

            answered = _nextAnswer;
            _nextAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        answered.SetResult();
    }

    private async Task<(ReadinessState State, int? Status)> AskAsync()
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token);
        bound.CancelAfter(LongestAnswer);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using HttpResponseMessage response = await _client.SendAsync(request, bound.Token);
            TlsProblem = null;
            return (response.IsSuccessStatusCode ? ReadinessState.Ready : ReadinessState.NotReady, (int)response.StatusCode);
        }
        catch (Exception e) when (WireFailure.IsExpected(e))
        {
            _stop.Token.ThrowIfCancellationRequested();
            TlsProblem = e is HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } ? e.GetBaseException().Message : null;
            return (bound.IsCancellationRequested ? ReadinessState.Silent : ReadinessState.Unreachable, null);
        }
    }
}
