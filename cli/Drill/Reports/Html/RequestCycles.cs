using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>To which stop a request belongs.</summary>
internal static class RequestCycles
{
    /// <summary>The first cycle whose signal it met, else the last one before its end; null for a request that ended before any signal.</summary>
    public static CycleReport? Of(DrillReport report, RequestRecord request) =>
        report.Cycles.FirstOrDefault(cycle => request.InFlightAt(cycle.SignalledAt))
            ?? report.Cycles.LastOrDefault(cycle => cycle.SignalledAt <= request.Ended);
}
