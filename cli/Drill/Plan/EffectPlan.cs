namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Work that the drill sends through a queue, and where its effects are written down.</summary>
/// <param name="Messages">How many, over the warm-up and all cycles.</param>
/// <param name="Body">A template: <c>{id}</c>, <c>{guid}</c> and <c>{n}</c> are replaced.</param>
/// <param name="SettleWithin">How long the ledger may stand still before what is missing counts as lost.</param>
internal sealed record EffectPlan(QueueAddress Queue, int Messages, string Body, LedgerAddress Ledger, TimeSpan SettleWithin)
{
    /// <summary>The body of messages for services that ask for none in particular.</summary>
    public const string DefaultBody = """{"id":"{id}"}""";

    /// <summary>The service itself serves the ledger: it cannot be read once the service has stopped.</summary>
    public bool LedgerIsServed { get; init; }
}
