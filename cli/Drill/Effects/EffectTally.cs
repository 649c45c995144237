using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>What was published against what the ledger holds.</summary>
internal sealed record EffectTally(int Published, int Effects, IReadOnlyList<string> Lost, IReadOnlyList<string> Doubled, int Unreadable)
{
    public bool IsComplete => Lost.Count == 0;

    /// <summary>Ids that the drill did not publish are somebody else's and do not count.</summary>
    public static EffectTally Of(IReadOnlyList<DrillMessage> published, LedgerText ledger)
    {
        Dictionary<string, int> effects = published.ToDictionary(message => message.Id, _ => 0, StringComparer.Ordinal);
        Dictionary<Guid, string> guids = published.ToDictionary(message => message.Guid, message => message.Id);
        string[] sorted = [.. effects.Keys.Order(StringComparer.Ordinal)];
        int torn = 0;
        foreach (string text in ledger.Ids)
        {
            string? id = effects.ContainsKey(text) ? text : Guid.TryParse(text, out Guid guid) && guids.TryGetValue(guid, out string? known) ? known : null;
            if (id is not null)
            {
                effects[id]++;
            }
            else if (IsTorn(text, sorted))
            {
                torn++;
            }
        }

        return new(
            published.Count,
            effects.Values.Sum(),
            [.. published.Where(message => effects[message.Id] == 0).Select(message => message.Id)],
            [.. published.Where(message => effects[message.Id] > 1).Select(message => message.Id)],
            ledger.Unreadable + torn);
    }

    // The begin of an id, as a service leaves it that was killed while it wrote.
    private static bool IsTorn(string text, string[] sorted)
    {
        int next = ~Array.BinarySearch(sorted, text, StringComparer.Ordinal);
        return text.Length > 0 && next >= 0 && next < sorted.Length && sorted[next].StartsWith(text, StringComparison.Ordinal);
    }
}
