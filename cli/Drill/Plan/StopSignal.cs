namespace GracefulAnalyzers.Cli.Drill.Plan;

internal enum StopSignal
{
    Sigterm,
    Sigint,
    Sigkill,
}

/// <summary>The signals by their names.</summary>
internal static class StopSignals
{
    public static IReadOnlyList<string> Names { get; } = [.. Enum.GetValues<StopSignal>().Select(NameOf)];

    public static string NameOf(StopSignal signal) => signal.ToString().ToUpperInvariant();
}
