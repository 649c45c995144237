using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3009;

internal sealed class StartTokenCapturedProof : Proof
{
    public override string Event => "a hosted service's loop looks at a token, `StopAsync` waits for it, and the host stops; another service stops after it";

    public override string Harm => "services whose `StopAsync` got a token that had fired";

    public override Task<int> WithDefectAsync(Bench bench) => Stops.FiredTokensOfNextServiceAsync(static work => new Violation.FeedReader(work.DoAsync));

    public override Task<int> AfterFixAsync(Bench bench) => Stops.FiredTokensOfNextServiceAsync(static work => new Fix.FeedReader(work.DoAsync));
}
