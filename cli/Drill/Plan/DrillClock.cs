using System.Diagnostics;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>The one clock of a drill: monotonic time since the drill began.</summary>
internal sealed class DrillClock
{
    private readonly long _origin = Stopwatch.GetTimestamp();

    public DateTimeOffset StartedAt { get; } = DateTimeOffset.Now;

    public TimeSpan Now => Stopwatch.GetElapsedTime(_origin);
}
