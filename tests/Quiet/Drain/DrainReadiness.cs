using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Quiet.Drain;

/// <summary>Ready until the first termination signal; the load balancer reads it while the listener still accepts.</summary>
public sealed class DrainReadiness : IHealthCheck
{
    private int _draining;

    public bool IsDraining => Volatile.Read(ref _draining) != 0;

    /// <summary>Turns readiness red; true for the first caller only.</summary>
    public bool TryBegin() => Interlocked.Exchange(ref _draining, 1) == 0;

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsDraining ? HealthCheckResult.Unhealthy("draining") : HealthCheckResult.Healthy());
}
