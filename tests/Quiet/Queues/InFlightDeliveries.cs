namespace Quiet.Queues;

/// <summary>Counts deliveries being worked on; once draining, lets no further one in.</summary>
public sealed class InFlightDeliveries
{
    private readonly Lock _gate = new();
    private readonly TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _running;
    private bool _draining;

    public int Running
    {
        get
        {
            lock (_gate)
            {
                return _running;
            }
        }
    }

    /// <summary>Null when draining: the delivery arrived too late and has to be given back.</summary>
    public IDisposable? TryEnter()
    {
        lock (_gate)
        {
            if (_draining)
            {
                return null;
            }

            _running++;
            return new Delivery(this);
        }
    }

    /// <summary>Closes the door; the task completes when the last delivery inside has left.</summary>
    public Task DrainAsync()
    {
        lock (_gate)
        {
            _draining = true;
            if (_running == 0)
            {
                _idle.TrySetResult();
            }
        }

        return _idle.Task;
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_running == 0 && _draining)
            {
                _idle.TrySetResult();
            }
        }
    }

    private sealed class Delivery(InFlightDeliveries owner) : IDisposable
    {
        private int _left;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _left, 1) == 0)
            {
                owner.Leave();
            }
        }
    }
}
