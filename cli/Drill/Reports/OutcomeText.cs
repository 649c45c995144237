using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>How outcomes are named and coloured.</summary>
internal static class OutcomeText
{
    /// <summary>In the order in which a person wants to read them.</summary>
    public static IReadOnlyList<Outcome> Order { get; } =
    [
        Outcome.Completed, Outcome.EndedInBand, Outcome.Refused, Outcome.Truncated, Outcome.Reset, Outcome.ServerError, Outcome.Hung, Outcome.Rejected,
        Outcome.Abandoned,
    ];

    public static string Name(Outcome outcome) => outcome switch
    {
        Outcome.Completed => "completed",
        Outcome.EndedInBand => "ended in-band",
        Outcome.Refused => "refused before acceptance",
        Outcome.Truncated => "truncated",
        Outcome.Reset => "reset",
        Outcome.ServerError => "5xx",
        Outcome.Hung => "hung",
        Outcome.Rejected => "3xx or 4xx",
        _ => "given up by the drill",
    };

    /// <summary>The name as an identifier, for machines and style sheets.</summary>
    public static string Key(Outcome outcome) => outcome switch
    {
        Outcome.Completed => "completed",
        Outcome.EndedInBand => "endedInBand",
        Outcome.Refused => "refused",
        Outcome.Truncated => "truncated",
        Outcome.Reset => "reset",
        Outcome.ServerError => "serverError",
        Outcome.Hung => "hung",
        Outcome.Rejected => "rejected",
        _ => "abandoned",
    };

    /// <summary>What the client saw; empty for an answer that arrived whole.</summary>
    public static string Detail(RequestRecord request) =>
        request.Detail.Length > 0 ? request.Detail : request.Outcome == Outcome.Truncated ? "a clean end without the terminal marker" : "";

    /// <summary>The answer's status, to stand before what else is said of it; empty when no answer began.</summary>
    public static string Status(RequestRecord request) => request.Status is { } code ? $"HTTP {code.ToString(CultureInfo.InvariantCulture)}, " : "";

    /// <summary>Whether the request counts against the service: it went wrong, and its client did not continue it to its end.</summary>
    public static bool IsLoss(RequestRecord request) => IsBad(request.Outcome) && request.ResumedBy is null;

    public static bool IsBad(Outcome outcome) => outcome is Outcome.Truncated or Outcome.Reset or Outcome.ServerError or Outcome.Hung;
}

/// <summary>Where in the drill a request stood.</summary>
internal enum RequestPhase
{
    /// <summary>It saw no signal.</summary>
    Undisturbed,

    /// <summary>It was in flight at a signal.</summary>
    InFlight,

    /// <summary>It began between a signal and the exit.</summary>
    Newcomer,
}

internal static class RequestPhases
{
    public static RequestPhase Of(RequestRecord request, DrillReport report) =>
        report.Cycles.Any(cycle => request.InFlightAt(cycle.SignalledAt)) ? RequestPhase.InFlight
        : report.Cycles.Any(cycle => request.Started >= cycle.SignalledAt && request.Started <= (cycle.ReadyAgainAt ?? TimeSpan.MaxValue))
            ? RequestPhase.Newcomer
        : RequestPhase.Undisturbed;
}
