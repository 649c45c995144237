using System.Diagnostics;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>The end of a process that is not our child.</summary>
internal static class ProcessEnd
{
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(20);

    /// <summary>When the process was gone, on the drill's clock. Gone is also what its parent has not reaped yet.</summary>
    public static async Task<TimeSpan> OfAsync(int id, DrillClock clock)
    {
        if (OperatingSystem.IsLinux())
        {
            await OnLinuxAsync(id);
            return clock.Now;
        }

        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        return clock.Now;
    }

    private static async Task OnLinuxAsync(int id)
    {
        string? started = ProcessStat.Of(id)?.Started;
        using var timer = new PeriodicTimer(Glance);
        while (ProcessStat.Of(id) is { IsGone: false } stat && stat.Started == started)
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }
    }
}
