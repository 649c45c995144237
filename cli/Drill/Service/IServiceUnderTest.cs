using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>How a service ended.</summary>
/// <param name="ExitCode">128 plus the signal's number for a death by signal; null when only its parent could know.</param>
internal sealed record ServiceExit(TimeSpan At, int? ExitCode);

/// <summary>The service that the drill stops, and how it is reached. Disposing leaves no process behind that the drill started.</summary>
internal interface IServiceUnderTest : IAsyncDisposable
{
    /// <summary>What gets the signal, for the person who reads the report.</summary>
    string Description { get; }

    /// <summary>Whether a stopped service can be started again.</summary>
    bool CanStart { get; }

    /// <summary>Whether the drill started the service, and has to end it.</summary>
    bool IsOwned { get; }

    /// <summary>Completes with the end of the run that began last.</summary>
    Task<ServiceExit> Exit { get; }

    /// <summary>The service's last lines of output, as far as the drill sees them; after its exit also those that were still on their way.</summary>
    Task<IReadOnlyList<string>> LastOutputAsync();

    /// <exception cref="DrillRefusedException">The service could not be started.</exception>
    Task StartAsync(CancellationToken cancellation);

    /// <summary>Called once the service answers: finds the process that listens.</summary>
    void Ready();

    /// <exception cref="DrillRefusedException">The signal could not be sent.</exception>
    void Stop(StopSignal signal);

    /// <summary>What an orchestrator does when the grace period is over. False when the drill cannot: then whoever stops the service has to.</summary>
    bool Kill();
}
