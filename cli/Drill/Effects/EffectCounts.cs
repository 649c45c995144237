namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>Work that went through a queue, counted in messages.</summary>
/// <param name="Lost">Published, and without an effect.</param>
/// <param name="Doubled">With more than one effect.</param>
/// <param name="Redelivered">Deliveries beyond the first; null when the broker does not say.</param>
internal sealed record EffectCounts(int Published, int Lost, int Doubled, int? Redelivered)
{
    /// <summary>Effects of the drill's own messages in the ledger.</summary>
    public int Effects { get; init; }

    /// <summary>Messages still in the queue at the end; null when the broker does not say.</summary>
    public int? Waiting { get; init; }

    /// <summary>Lines of the ledger that hold no id.</summary>
    public int Unreadable { get; init; }

    public IReadOnlyList<string> LostIds { get; init; } = [];

    public IReadOnlyList<string> DoubledIds { get; init; } = [];
}
