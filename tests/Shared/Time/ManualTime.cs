namespace GracefulAnalyzers.Tests.Time;

/// <summary>A clock that moves only when told, and that tells when somebody starts to wait on it.</summary>
internal sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private readonly List<(TimeSpan Due, bool Ended, TaskCompletionSource Seen)> _watchers = [];
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch.AddYears(50);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now;
        }
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new ManualTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Completes when the next one-shot timer of this length starts; fails after 20 s.</summary>
    public Task NextStart(TimeSpan due) => Watch(due, ended: false);

    /// <summary>Completes when the next one-shot timer of this length is disposed of; fails after 20 s.</summary>
    public Task NextEnd(TimeSpan due) => Watch(due, ended: true);

    /// <summary>Jumps: what is due in between fires after the jump, so that nobody measures a time out of a moment that is over.</summary>
    public void Advance(TimeSpan by)
    {
        lock (_gate)
        {
            _now += by;
        }

        while (NextDue() is { } due)
        {
            due.Callback();
        }
    }

    private ManualTimer? NextDue()
    {
        lock (_gate)
        {
            ManualTimer? due = _timers.Where(timer => timer.At <= _now).MinBy(timer => timer.At);
            due?.Proceed();
            return due;
        }
    }

    private Task Watch(TimeSpan due, bool ended)
    {
        var seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _watchers.Add((due, ended, seen));
        }

        return seen.Task.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private void Tell(TimeSpan due, bool ended)
    {
        foreach ((_, _, TaskCompletionSource seen) in _watchers.Where(watcher => watcher.Due == due && watcher.Ended == ended))
        {
            seen.TrySetResult();
        }

        _watchers.RemoveAll(watcher => watcher.Seen.Task.IsCompleted);
    }

    private sealed class ManualTimer(ManualTime time, Action callback) : ITimer
    {
        private TimeSpan _due;
        private TimeSpan _period;

        public DateTimeOffset? At { get; private set; }

        public Action Callback => callback;

        public void Proceed() => At = _period > TimeSpan.Zero ? At + _period : null;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                _due = dueTime;
                _period = period;
                At = dueTime < TimeSpan.Zero ? null : time._now + dueTime;
                if (!time._timers.Contains(this))
                {
                    time._timers.Add(this);
                }

                if (period < TimeSpan.Zero && dueTime >= TimeSpan.Zero)
                {
                    time.Tell(dueTime, ended: false);
                }
            }

            return true;
        }

        public void Dispose()
        {
            lock (time._gate)
            {
                if (time._timers.Remove(this) && _period < TimeSpan.Zero)
                {
                    time.Tell(_due, ended: true);
                }
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
