using GracefulAnalyzers.Cli.Drill.Load;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>The part of the drill that a cycle's timeline shows: the stop, with some time around it.</summary>
internal sealed record TimelineWindow(TimeSpan From, TimeSpan Until)
{
    private const int MostTicks = 12;

    private static readonly double[] Steps = [0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800, 3600, 7200, 21600, 86400];

    public TimeSpan Length => Until - From;

    public static TimelineWindow Of(CycleReport cycle)
    {
        // A stop of milliseconds and one of minutes both fill most of the width.
        TimeSpan before = Between(cycle.TimeToExit * 0.5, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10));
        TimeSpan after = Between(cycle.TimeToExit * 0.15, TimeSpan.FromSeconds(0.4), TimeSpan.FromSeconds(3));
        TimeSpan from = cycle.SignalledAt - before;
        return new(from > TimeSpan.Zero ? from : TimeSpan.Zero, cycle.ExitedAt + after);
    }

    /// <summary>Percent of the width, from 0 to 100; what lies outside is at the edge.</summary>
    public double Percent(TimeSpan at) => Math.Clamp((at - From) / Length, 0, 1) * 100;

    public bool Shows(TimeSpan at) => at >= From && at <= Until;

    public bool Shows(RequestRecord request) => request.Ended >= From && request.Started <= Until;

    /// <summary>Round distances from an origin in seconds; every other one, the origin among them, is major.</summary>
    public IEnumerable<(double Seconds, bool Major)> Ticks(TimeSpan origin)
    {
        double step = Steps.FirstOrDefault(step => Length.TotalSeconds / step <= MostTicks, Steps[^1]);
        int last = (int)Math.Floor((Until - origin).TotalSeconds / step);
        for (int index = (int)Math.Ceiling((From - origin).TotalSeconds / step); index <= last; index++)
        {
            yield return (index * step, index % 2 == 0);
        }
    }

    private static TimeSpan Between(TimeSpan time, TimeSpan least, TimeSpan most) => time < least ? least : time > most ? most : time;
}
