using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Which process of a started command gets the signal.</summary>
internal enum SignalReceiver
{
    /// <summary>The process that listens on the URL's port; the command itself when that is not known.</summary>
    Listener,

    /// <summary>The command, as a container runtime would signal its process 1.</summary>
    Command,
}

/// <summary>How the drill reaches the service.</summary>
internal abstract record ServiceAccess
{
    /// <summary>The drill starts the service and owns its processes.</summary>
    public sealed record Started(IReadOnlyList<string> Command, SignalReceiver Receiver) : ServiceAccess;

    /// <summary>A process that somebody else started; a start command brings it back between cycles.</summary>
    public sealed record Attached(int Pid, string? StartCommand) : ServiceAccess;

    /// <summary>A shell command stops the service and returns when it is gone.</summary>
    public sealed record Commanded(string StopCommand, string? StartCommand) : ServiceAccess;
}

/// <summary>One kind of request that the drill holds open.</summary>
/// <param name="Concurrency">How many of them are kept in flight.</param>
/// <param name="Endless">The stream has no end of its own: there is no terminal marker to learn.</param>
/// <param name="Complete">What the end of a complete answer looks like; null to learn it during the warm-up.</param>
/// <param name="InBand">What the last event of a stream looks like that the service ended on purpose; null for the usual ones.</param>
internal sealed record RequestPlan(
    Uri Url,
    HttpMethod Method,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    string? Body,
    int Concurrency,
    bool Endless,
    Regex? Complete,
    Regex? InBand)
{
    public bool IsWebSocket => Url.Scheme is "ws" or "wss";
}

/// <summary>The pace of the load.</summary>
/// <param name="Rate">Requests started per second, at most, over all kinds.</param>
/// <param name="DrainRate">Requests started per second between signal and exit, beside the ones that are held.</param>
/// <param name="HangAfter">A request without a byte for this long hangs.</param>
/// <param name="Resume">A stream that was cut or ended in-band is continued with <c>Last-Event-ID</c>.</param>
internal sealed record LoadPlan(
    IReadOnlyList<RequestPlan> Requests, double Rate, double DrainRate, TimeSpan HangAfter, bool Resume, bool Insecure, bool AllowRemote);

/// <summary>Where the machine-readable reports go; null for nowhere.</summary>
internal sealed record ReportFiles(string? Json, string? JUnit, string? Html, string? ServiceLog);

/// <summary>A drill, ready to run: every value checked, every default filled in.</summary>
/// <param name="Grace">From the signal to SIGKILL.</param>
/// <param name="WarmUp">Undisturbed load before the first signal, at least.</param>
/// <param name="WarmUpLimit">How long the warm-up may last until enough streams have completed.</param>
/// <param name="Every">Undisturbed load between readiness and the next signal.</param>
/// <param name="Restart">Whether the service is started again after the last cycle; between cycles it always is.</param>
internal sealed record DrillPlan(
    ServiceAccess Service,
    Uri Ready,
    LoadPlan Load,
    StopSignal Signal,
    TimeSpan Grace,
    TimeSpan ReadyTimeout,
    TimeSpan WarmUp,
    TimeSpan WarmUpLimit,
    int Cycles,
    DurationRange Every,
    bool Restart,
    FailOn FailOn,
    ReportFiles Files)
{
    /// <summary>Work through a queue, to be done exactly once; null when none is sent.</summary>
    public EffectPlan? Effects { get; init; }
}
