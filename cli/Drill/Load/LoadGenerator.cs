using System.Collections.Concurrent;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>Holds the planned number of requests in flight, and adds new ones while the service drains.</summary>
internal sealed class LoadGenerator : IAsyncDisposable
{
    // A worker that was turned away waits before it asks again; a client that spins would measure itself.
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromSeconds(2);

    private readonly LoadPlan _plan;
    private readonly DrillClock _clock;
    private readonly HttpMessageInvoker _client;
    private readonly HttpMessageInvoker _newcomers;
    private readonly Pace _pace;
    private readonly LoadGate _gate = new();
    private readonly CancellationTokenSource _stopSending = new();
    private readonly CancellationTokenSource _abandon = new();
    private readonly ConcurrentDictionary<int, RequestRecord> _records = new();
    private readonly ConcurrentDictionary<int, (TimeSpan Started, Task Task)> _inFlight = new();
    private readonly List<Task> _workers = [];
    private readonly int[] _counts = new int[Enum.GetValues<Outcome>().Length];
    private int _number;
    private volatile bool _stopping;
    private TimeSpan? _goneAt;

    public LoadGenerator(LoadPlan plan, DrillClock clock)
    {
        _plan = plan;
        _clock = clock;
        _client = LoadClient.Create(plan, () => !_stopping);
        _newcomers = LoadClient.CreateWithoutReuse(plan);
        _pace = new(clock, plan.Rate);
        Targets = [.. plan.Requests.Select((request, kind) => new LoadTarget(kind, request, Exchange(_client, request), Exchange(_newcomers, request)))];
    }

    public IReadOnlyList<LoadTarget> Targets { get; }

    public int InFlight => _inFlight.Count;

    /// <summary>Every request that is over and judged, by number.</summary>
    public IReadOnlyList<RequestRecord> Records => [.. _records.Values.OrderBy(record => record.Number)];

    /// <summary>How many requests came to this outcome so far.</summary>
    public int CountOf(Outcome outcome) => Volatile.Read(ref _counts[(int)outcome]);

    public void Start()
    {
        foreach (LoadTarget target in Targets)
        {
            for (int worker = 0; worker < target.Plan.Concurrency; worker++)
            {
                _workers.Add(HoldAsync(target));
            }
        }

        _gate.Open();
    }

    /// <summary>From here on every new request is a newcomer's: an idle connection that the service closes is no loss of its.</summary>
    public void Stopping() => _stopping = true;

    /// <summary>No new requests until <see cref="Continue"/>: there is nobody to send them to.</summary>
    public void Pause() => _gate.Shut();

    public void Continue()
    {
        _stopping = false;
        _gate.Open();
    }

    /// <summary>Replaces records whose judgement depends on what followed.</summary>
    public void Rejudge(IEnumerable<RequestRecord> records)
    {
        foreach (RequestRecord record in records)
        {
            RequestRecord before = _records[record.Number];
            if (record.Outcome != before.Outcome)
            {
                Interlocked.Decrement(ref _counts[(int)before.Outcome]);
                Record(before with { Outcome = record.Outcome, Detail = record.Detail });
            }
        }
    }

    /// <summary>From here on answers are judged by what has been learned.</summary>
    public void EndLearning()
    {
        foreach (RequestRecord record in Targets.SelectMany(target => target.Learn()))
        {
            Record(record);
        }
    }

    /// <summary>Sends new requests at the drain's rate until cancelled, beside the ones that are held.</summary>
    public async Task SendNewcomersAsync(CancellationToken cancellation)
    {
        if (_plan.DrainRate <= 0)
        {
            return;
        }

        var pace = new Pace(_clock, _plan.DrainRate);
        try
        {
            for (int turn = 0; !cancellation.IsCancellationRequested; turn++)
            {
                await pace.NextAsync(cancellation);
                _ = Track(Targets[turn % Targets.Count], null, null);
            }
        }
        catch (OperationCanceledException)
        {
            // The drain is over.
        }
    }

    /// <summary>Waits until every request that began before the given time is over, for at most the given while.</summary>
    public async Task SettleAsync(TimeSpan startedBefore, TimeSpan longest, CancellationToken cancellation)
    {
        Task[] open = [.. _inFlight.Values.Where(entry => entry.Started <= startedBefore).Select(entry => entry.Task)];
        await Task.WhenAny(Task.WhenAll(open), Task.Delay(longest, cancellation));
    }

    /// <summary>Stops sending and waits for the answers that are still coming; gives up those that do not end.</summary>
    /// <param name="goneAt">When the service had ended for good: nobody is left to answer what began before, so it hangs. Null when somebody may.</param>
    public async Task StopAsync(TimeSpan longest, TimeSpan? goneAt, CancellationToken cancellation)
    {
        await _stopSending.CancelAsync();
        await SettleAsync(TimeSpan.MaxValue, longest, cancellation);
        cancellation.ThrowIfCancellationRequested();
        _goneAt = goneAt;
        await _abandon.CancelAsync();
        await Task.WhenAll(_inFlight.Values.Select(entry => entry.Task));
        await Task.WhenAll(_workers);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero, goneAt: null, CancellationToken.None);
        _client.Dispose();
        _newcomers.Dispose();
        _stopSending.Dispose();
        _abandon.Dispose();
    }

    private IExchange Exchange(HttpMessageInvoker client, RequestPlan request) =>
        request.IsWebSocket
            ? new WebSocketExchange(client, request, _clock, _plan.HangAfter)
            : new HttpExchange(client, request, _clock, _plan.HangAfter);

    private async Task HoldAsync(LoadTarget target)
    {
        Continuation? resume = null;
        try
        {
            while (!_stopSending.IsCancellationRequested)
            {
                await _gate.PassAsync(_stopSending.Token);
                await _pace.NextAsync(_stopSending.Token);
                // The service may have been stopped meanwhile.
                await _gate.PassAsync(_stopSending.Token);
                (RequestRecord record, BodyEnd body) = await Track(target, resume?.Cut[0], resume?.LastEventId);
                if (record.Outcome == Outcome.Refused)
                {
                    await Task.Delay(AfterRefusal, _stopSending.Token);
                }

                resume = Next(record, resume, body);
            }
        }
        catch (OperationCanceledException)
        {
            // The drill is over.
        }
    }

    private void Record(RequestRecord record)
    {
        _records[record.Number] = record;
        Interlocked.Increment(ref _counts[(int)record.Outcome]);
    }

    // A continuation that was turned away, or cut again, is tried once more from where it got to.
    private Continuation? Next(RequestRecord record, Continuation? resume, BodyEnd body)
    {
        switch (record.Outcome)
        {
            case var _ when !_plan.Resume:
                return null;
            case Outcome.Refused:
                return resume;
            // An answer that begins with the first event again is a new one: what the client has is not continued.
            case Outcome.Completed when resume is not null && body.FirstEventId == resume.FirstEventId:
                return null;
            case Outcome.Completed when resume is not null:
                foreach (int cut in resume.Cut)
                {
                    _records[cut] = _records[cut] with { ResumedBy = record.Number };
                }

                return null;
            case Outcome.Truncated or Outcome.Reset or Outcome.EndedInBand or Outcome.Hung or Outcome.ServerError:
                return (body.LastEventId ?? resume?.LastEventId) is { } from
                    ? new([.. resume?.Cut ?? [], record.Number], resume?.FirstEventId ?? body.FirstEventId, from)
                    : null;
            default:
                return null;
        }
    }

    private Task<(RequestRecord Record, BodyEnd Body)> Track(LoadTarget target, int? resumes, string? lastEventId)
    {
        int number = Interlocked.Increment(ref _number);
        TimeSpan started = _clock.Now;
        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<(RequestRecord, BodyEnd)> task = SendAsync(target, number, started, resumes, lastEventId, entered.Task);
        _inFlight[number] = (started, task);
        entered.SetResult();
        return task;
    }

    private async Task<(RequestRecord Record, BodyEnd Body)> SendAsync(
        LoadTarget target, int number, TimeSpan started, int? resumes, string? lastEventId, Task entered)
    {
        await entered;
        try
        {
            (Wire wire, TimeSpan? firstByte) = await (_stopping ? target.Newcomer : target.Known).RunAsync(target.Context(lastEventId), _abandon.Token);
            if (wire.End == WireEnd.Abandoned && started <= _goneAt)
            {
                wire = wire with { End = WireEnd.Silent, Detail = $"still open {DurationText.Format(_clock.Now - _goneAt.Value)} after the service had ended" };
            }

            var record = new RequestRecord(
                number, target.Kind, started, firstByte, _clock.Now, Outcome.Abandoned, wire.Status, wire.Body.Bytes, wire.Body.Events, wire.Detail,
                resumes) { End = wire.End };
            if (target.Judge(record, wire) is { } judged)
            {
                Record(record = judged);
            }

            return (record, wire.Body);
        }
        finally
        {
            _inFlight.TryRemove(number, out _);
        }
    }

    /// <summary>A stream to be continued: the requests that were cut so far, the event that it began with, and the last one that arrived.</summary>
    private sealed record Continuation(IReadOnlyList<int> Cut, string? FirstEventId, string LastEventId);
}
