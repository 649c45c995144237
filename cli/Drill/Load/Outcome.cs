namespace GracefulAnalyzers.Cli.Drill.Load;

/// <summary>What became of one request, as its client sees it.</summary>
internal enum Outcome
{
    /// <summary>The whole answer arrived.</summary>
    Completed,

    /// <summary>The service said in the stream that it has to leave.</summary>
    EndedInBand,

    /// <summary>Turned away before it was accepted: connection refused, or 503 with Retry-After. The client may safely try elsewhere.</summary>
    Refused,

    /// <summary>The answer stopped before its end, with or without an error on the wire.</summary>
    Truncated,

    /// <summary>The connection was torn down by a TCP reset, or closed without any answer.</summary>
    Reset,

    /// <summary>A 5xx status other than a refusal, or a WebSocket closed for an internal error.</summary>
    ServerError,

    /// <summary>Nothing arrived for longer than the limit.</summary>
    Hung,

    /// <summary>A status of 3xx or 4xx: the request itself does not fit the service.</summary>
    Rejected,

    /// <summary>Dropped by the drill at its own end; says nothing about the service.</summary>
    Abandoned,
}

/// <summary>How an exchange ended on the wire.</summary>
internal enum WireEnd
{
    /// <summary>No connection came about.</summary>
    Refused,

    /// <summary>The answer ended as HTTP or WebSocket prescribes.</summary>
    Clean,

    /// <summary>End of file in the middle of the answer, or instead of it.</summary>
    Cut,

    /// <summary>A TCP reset.</summary>
    Reset,

    /// <summary>Nothing arrived for longer than the limit.</summary>
    Silent,

    /// <summary>The drill gave the exchange up.</summary>
    Abandoned,
}

/// <summary>What the wire showed of one exchange: all that the classifier may know.</summary>
/// <param name="Status">The HTTP status; 101 for an open WebSocket; null when no answer began.</param>
/// <param name="RetryAfter">Whether the answer carried <c>Retry-After</c>.</param>
/// <param name="Framed">Whether <c>Content-Length</c> announced the body's length.</param>
/// <param name="CloseCode">The WebSocket close code, when a close frame arrived.</param>
internal sealed record Wire(WireEnd End, int? Status, bool RetryAfter, bool Framed, Endings.BodyEnd Body, int? CloseCode, string Detail);

/// <summary>One request of the drill. Times count from the drill's begin.</summary>
/// <param name="Kind">Which of the plan's requests it is, from 0.</param>
/// <param name="FirstByte">When the answer's headers had arrived; null when they never did.</param>
/// <param name="Resumes">The number of the request that this one continues.</param>
/// <param name="ResumedBy">The number of the request that continued this one to its end.</param>
internal sealed record RequestRecord(
    int Number,
    int Kind,
    TimeSpan Started,
    TimeSpan? FirstByte,
    TimeSpan Ended,
    Outcome Outcome,
    int? Status,
    long Bytes,
    int Events,
    string Detail,
    int? Resumes = null,
    int? ResumedBy = null)
{
    /// <summary>How its connection ended.</summary>
    public WireEnd End { get; init; }

    public TimeSpan Duration => Ended - Started;

    public bool InFlightAt(TimeSpan moment) => Started < moment && Ended > moment;
}
