using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3003;

internal sealed class WaitIgnoresStopProof : Proof
{
    public override string Event => "a `BackgroundService` waits for its next round when the host stops; another service stops after it";

    public override string Harm => "services whose `StopAsync` got a token that had fired";

    public override Task<int> WithDefectAsync(Bench bench) => Stops.FiredTokensOfNextServiceAsync(static work => new Violation.PriceRefresh(work.DoAsync));

    public override Task<int> AfterFixAsync(Bench bench) => Stops.FiredTokensOfNextServiceAsync(static work => new Fix.PriceRefresh(work.DoAsync));
}
