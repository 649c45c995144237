using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>What happened on the wire, and when the answer began.</summary>
internal sealed record ExchangeResult(Wire Wire, TimeSpan? FirstByte);

/// <summary>Lets an exchange show its progress and learn from it.</summary>
/// <param name="LastEventId">The <c>Last-Event-ID</c> to continue from; null for a new request.</param>
/// <param name="Superseded">Told every event that another one followed; null when nobody learns.</param>
/// <param name="IsComplete">Whether an answer with this tail is complete, so that its connection need not end by itself; null when that is not known.</param>
internal sealed record ExchangeContext(string? LastEventId, Action<StreamEvent>? Superseded, Func<string, bool>? IsComplete);

/// <summary>Carries out one request from the connection to the end of its answer.</summary>
internal interface IExchange
{
    /// <summary>Never throws but for defects: every failure of the service is a result.</summary>
    Task<ExchangeResult> RunAsync(ExchangeContext context, CancellationToken abandon);
}

/// <summary>A limit that starts anew with every byte.</summary>
internal sealed class SilenceLimit : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly CancellationToken _abandon;
    private readonly TimeSpan _limit;
    private TimeSpan _current;

    public SilenceLimit(TimeSpan limit, CancellationToken abandon)
    {
        (_limit, _current, _abandon) = (limit, limit, abandon);
        _source = CancellationTokenSource.CreateLinkedTokenSource(abandon);
        _source.CancelAfter(limit);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>Something arrived: the whole limit counts again.</summary>
    public void Heard() => Restart(_limit);

    /// <summary>Nothing more is expected; until the next byte this limit counts.</summary>
    public void Shorten(TimeSpan limit) => Restart(limit < _limit ? limit : _limit);

    /// <summary>How an exchange ended that this limit, or the drill itself, cancelled; null when neither did.</summary>
    public (WireEnd End, string Detail)? Verdict() =>
        _abandon.IsCancellationRequested ? (WireEnd.Abandoned, "the drill was over")
        : _source.IsCancellationRequested ? (WireEnd.Silent, $"nothing arrived for {DurationText.Format(_current)}")
        : null;

    public void Dispose() => _source.Dispose();

    // A limit that has run out stays the one that is reported.
    private void Restart(TimeSpan limit)
    {
        if (!_source.IsCancellationRequested)
        {
            _current = limit;
            _source.CancelAfter(limit);
        }
    }
}
