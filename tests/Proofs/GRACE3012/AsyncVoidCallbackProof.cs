using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3012;

internal sealed class AsyncVoidCallbackProof : Proof
{
    public override string Event => "a timer's `async` callback is in the middle of its work when the host stops";

    public override string Harm => "pieces of work in hand when the host had stopped";

    public override Task<int> WithDefectAsync(Bench bench) => Stops.UnfinishedWorkAsync(static work => new Violation.RateRefresh(work.DoAsync));

    public override Task<int> AfterFixAsync(Bench bench) => Stops.UnfinishedWorkAsync(static work => new Fix.RateRefresh(work.DoAsync));
}
