using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Reports;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>Says what the drill is doing: a live line on a terminal, one line per phase elsewhere.</summary>
internal sealed class DrillProgress(IAnsiConsole console) : IDrillProgress
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(250);

    private volatile string _phase = "Starting";
    private volatile LoadGenerator? _load;

    private bool IsLive => console.Profile.Capabilities is { Interactive: true, Ansi: true };

    public async Task<DrillReport> WatchAsync(Func<Task<DrillReport>> drill)
    {
        if (!IsLive)
        {
            return await drill();
        }

        return await console.Status().StartAsync(Markup.Escape(_phase), async status =>
        {
            Task<DrillReport> running = drill();
            while (await Task.WhenAny(running, Task.Delay(Interval)) != running)
            {
                status.Status(Markup.Escape(Describe()));
            }

            return await running;
        });
    }

    public void Phase(string text)
    {
        _phase = text;
        if (!IsLive)
        {
            console.WriteLine($"{text} ...");
        }
    }

    public void Follow(LoadGenerator load) => _load = load;

    private string Describe()
    {
        if (_load is not { } load)
        {
            return _phase;
        }

        int cut = load.CountOf(Outcome.Truncated) + load.CountOf(Outcome.Reset) + load.CountOf(Outcome.ServerError) + load.CountOf(Outcome.Hung);
        return $"{_phase}: {load.InFlight} in flight, {load.CountOf(Outcome.Completed)} completed, {load.CountOf(Outcome.EndedInBand)} ended in-band, {load.CountOf(Outcome.Refused)} refused, {cut} cut";
    }
}
