using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE3001;

internal sealed class WorkNotDrainedProof : Proof
{
    public override string Event => "a hosted service's loop is in the middle of its work when the host stops";

    public override string Harm => "pieces of work in hand when the host had stopped";

    public override Task<int> WithDefectAsync(Bench bench) => Stops.UnfinishedWorkAsync(static work => new Violation.UsageFlusher(work.DoAsync));

    public override Task<int> AfterFixAsync(Bench bench) => Stops.UnfinishedWorkAsync(static work => new Fix.UsageFlusher(work.DoAsync));
}
