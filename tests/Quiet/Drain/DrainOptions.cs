namespace Quiet.Drain;

/// <summary>How this service spends the time between SIGTERM and exit; bound to the <c>Drain</c> section.</summary>
public sealed class DrainOptions
{
    public const string Section = "Drain";

    /// <summary>How long readiness stays red while the listener still accepts; zero turns the delay off.</summary>
    public TimeSpan Delay { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>The host's <c>ShutdownTimeout</c>; the orchestrator's grace period must exceed it plus <see cref="Delay"/>.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>The part of <see cref="ShutdownTimeout"/> kept back to notify clients, nack deliveries and save.</summary>
    public TimeSpan ReleaseMargin { get; set; } = TimeSpan.FromSeconds(5);
}
