using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>One kind of request under load: how it is sent, and what its complete answer looks like once that is known.</summary>
internal sealed class LoadTarget(int kind, RequestPlan plan, IExchange known, IExchange newcomer)
{
    private readonly object _gate = new();
    private readonly List<(RequestRecord Record, Wire Wire)> _unjudged = [];
    private readonly InBandEnd _inBand = new(plan.InBand);
    private readonly EndingLearner _learner = new();
    private readonly Ending? _given = plan.Endless ? new Ending.Never() : plan.Complete is { } pattern ? new Ending.Given(pattern) : null;
    private Ending? _ending;

    // Answers that ended without the given pattern; null once one has ended with it.
    private List<Wire>? _unmatched = [];

    public int Kind => kind;

    public RequestPlan Plan => plan;

    /// <summary>On connections that are kept between requests.</summary>
    public IExchange Known => known;

    /// <summary>On a connection of its own: somebody who was not there before the signal.</summary>
    public IExchange Newcomer => newcomer;

    /// <summary>What a complete answer looks like; null while it is being learned.</summary>
    public Ending? Ending => _given ?? _ending;

    public ExchangeContext Context(string? lastEventId) =>
        new(lastEventId, Ending is null ? _learner.Superseded : null, _given is Ending.Given given ? given.Matches : null);

    /// <summary>Whether enough undisturbed answers have been seen. A given pattern is in doubt from the first answer that ended without it until one ended with
    /// it.</summary>
    public bool HasLearned
    {
        get
        {
            lock (_gate)
            {
                return Ending is null ? _learner.Answers >= EndingLearner.StreamsToLearnFrom : _unmatched is null or { Count: 0 };
            }
        }
    }

    /// <summary>The judged record; null when the judgement has to wait until the ending is learned.</summary>
    public RequestRecord? Judge(RequestRecord record, Wire wire)
    {
        lock (_gate)
        {
            if (Ending is { } ending)
            {
                RequestRecord judged = Judged(record, wire, ending);
                Note(judged, wire);
                return judged;
            }

            if (wire is { End: WireEnd.Clean, Status: 101 or (>= 200 and < 300) } && !_inBand.Matches(wire.Body))
            {
                _learner.Undisturbed(wire.Body, wire.Framed);
            }

            _unjudged.Add((record, wire));
            return null;
        }
    }

    /// <summary>Ends the learning and judges what had to wait.</summary>
    public IReadOnlyList<RequestRecord> Learn()
    {
        lock (_gate)
        {
            _ending ??= _learner.Learn();
            Ending ending = Ending!;
            RequestRecord[] judged = [.. _unjudged.Select(entry => Judged(entry.Record, entry.Wire, ending))];
            _unjudged.Clear();
            return judged;
        }
    }

    /// <summary>The details of the last answers that were not judged yet: why the warm-up does not get on.</summary>
    public IReadOnlyList<string> Unjudged()
    {
        lock (_gate)
        {
            return Shown(_unjudged.Select(entry => entry.Wire));
        }
    }

    /// <summary>The first answers, when several ended in good order and the given pattern matched none; empty otherwise.</summary>
    public IReadOnlyList<string> Unmatched()
    {
        lock (_gate)
        {
            return _unmatched is { Count: EndingLearner.StreamsToLearnFrom } ? Shown(_unmatched) : [];
        }
    }

    private void Note(RequestRecord judged, Wire wire)
    {
        if (judged.Outcome == Outcome.Completed)
        {
            _unmatched = null;
        }
        else if (judged.Outcome == Outcome.Truncated && wire.End == WireEnd.Clean && _given is Ending.Given
            && _unmatched?.Count < EndingLearner.StreamsToLearnFrom)
        {
            _unmatched.Add(wire with { Detail = judged.Detail });
        }
    }

    // The gate makes the patterns' timeouts this record's.
    private RequestRecord Judged(RequestRecord record, Wire wire, Ending ending)
    {
        Outcome outcome = OutcomeClassifier.Classify(wire, ending, _inBand);
        string[] details =
        [
            wire.Detail,
            ending is Ending.Given given && given.TakeTimedOut() ? $"--complete {SafeRegex.TookTooLong}" : "",
            _inBand.TakeTimedOut() ? $"--in-band {SafeRegex.TookTooLong}" : "",
        ];
        return record with { Outcome = outcome, Detail = string.Join("; ", details.Where(detail => detail.Length > 0)) };
    }

    private static IReadOnlyList<string> Shown(IEnumerable<Wire> answers) =>
        [.. answers.TakeLast(EndingLearner.StreamsToLearnFrom)
            .Select(wire => wire.Status is { } status ? $"HTTP {status} {wire.Detail} {Excerpt(wire.Body.Tail)}".TrimEnd() : wire.Detail)];

    private static string Excerpt(string text)
    {
        string line = text.ReplaceLineEndings(" ");
        return line.Length > 160 ? "…" + line[^160..] : line;
    }
}
