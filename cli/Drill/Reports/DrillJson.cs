using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>The machine-readable report of a drill. Times are seconds since the drill's begin, durations are seconds.</summary>
internal static class DrillJson
{
    public const string SchemaVersion = "1.0";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.Never,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>Writes request by request: a long drill has more of them than fit into one string.</summary>
    public static Task WriteAsync(DrillReport report, string toolVersion, Stream stream, CancellationToken cancellation) => JsonSerializer.SerializeAsync(
        stream,
        new
        {
            SchemaVersion,
            ToolVersion = toolVersion,
            report.StartedAt,
            Duration = Seconds(report.Duration),
            report.Passed,
            Plan = new
            {
                Ready = report.Plan.Ready.AbsoluteUri,
                Signal = StopSignals.NameOf(report.Plan.Signal),
                Grace = Seconds(report.Plan.Grace),
                report.Plan.Cycles,
                Requests = report.Plan.Load.Requests.Select((request, kind) => new
                {
                    Url = request.Url.AbsoluteUri,
                    Method = request.Method.Method,
                    request.Concurrency,
                    Ending = report.Endings[kind].Description,
                }),
            },
            Verdicts = report.Verdicts.Select(verdict => new { Name = FailOn.WordOf(verdict.Count), verdict.Measured, verdict.Limit, verdict.Passed }),
            Outcomes = OutcomeText.Order.ToDictionary(OutcomeText.Key, report.CountOf),
            report.Resumed,
            report.Effects,
            Durations = report.Durations is { } durations
                ? new { P50 = Seconds(durations.P50), P95 = Seconds(durations.P95), P99 = Seconds(durations.P99) }
                : null,
            Suggestion = report.Suggestion is { } suggestion
                ? new
                {
                    ShutdownTimeoutSeconds = Seconds(suggestion.ShutdownTimeout),
                    DrainDelaySeconds = Seconds(suggestion.DrainDelay),
                    TerminationGracePeriodSeconds = Seconds(suggestion.TerminationGracePeriod),
                    suggestion.IsLowerBound,
                }
                : null,
            Cycles = report.Cycles.Select(cycle => new
            {
                cycle.Number,
                Signal = StopSignals.NameOf(cycle.Signal),
                cycle.Receiver,
                SignalledAt = Seconds(cycle.SignalledAt),
                cycle.InFlight,
                Deadline = Seconds(cycle.Deadline),
                ExitedAt = Seconds(cycle.ExitedAt),
                TimeToExit = Seconds(cycle.TimeToExit),
                cycle.ExitCode,
                cycle.Late,
                ReadyAgainAt = Seconds(cycle.ReadyAgainAt),
            }),
            Readiness = report.Readiness.Select(change => new { At = Seconds(change.At), change.State, change.Status }),
            Requests = report.Requests.Select(request => new
            {
                request.Number,
                request.Kind,
                Outcome = OutcomeText.Key(request.Outcome),
                Phase = RequestPhases.Of(request, report),
                Started = Seconds(request.Started),
                FirstByte = Seconds(request.FirstByte),
                Ended = Seconds(request.Ended),
                request.Status,
                request.Bytes,
                request.Events,
                request.Detail,
                request.Resumes,
                request.ResumedBy,
            }),
            Remarks = report.Remarks(),
        },
        Options,
        cancellation);

    private static double Seconds(TimeSpan time) => Math.Round(time.TotalSeconds, 3);

    private static double? Seconds(TimeSpan? time) => time is { } known ? Seconds(known) : null;
}
