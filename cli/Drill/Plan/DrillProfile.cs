using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>What platforms do by default when they stop a service.</summary>
internal sealed record DrillProfile(string Name, StopSignal Signal, TimeSpan Grace)
{
    public static DrillProfile Default { get; } = new("k8s-default", StopSignal.Sigterm, TimeSpan.FromSeconds(30));

    public static IReadOnlyList<DrillProfile> All { get; } =
    [
        Default,
        new("compose-default", StopSignal.Sigterm, TimeSpan.FromSeconds(10)),
        new("spot-30s", StopSignal.Sigterm, TimeSpan.FromSeconds(30)),
    ];

    public string Description => string.Create(CultureInfo.InvariantCulture, $"{Name} ({StopSignals.NameOf(Signal)}, {Grace.TotalSeconds:0}s)");
}
