using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>Says what the drill is doing: a live line on a terminal, one line per phase elsewhere.</summary>
internal sealed class DrillProgress(IAnsiConsole console) : IDrillProgress
{
    private volatile string _phase = "Starting";
    private volatile LoadGenerator? _load;

    public Task<DrillReport> WatchAsync(Func<Task<DrillReport>> drill) =>
        LiveStatus.IsShown(console) ? LiveStatus.WatchAsync(console, Describe, drill) : drill();

    public void Phase(string text)
    {
        _phase = text;
        if (!LiveStatus.IsShown(console))
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
        return $"{_phase}: {load.InFlight} in flight, {load.CountOf(Outcome.Completed)} completed, {load.CountOf(Outcome.EndedInBand)} "
            + $"ended in-band, {load.CountOf(Outcome.Refused)} refused, {cut} cut";
    }
}
