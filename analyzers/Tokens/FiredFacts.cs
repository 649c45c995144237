using System.Collections.Immutable;

namespace GracefulAnalyzers.Tokens;

/// <summary>Tokens that have surely fired at a place, with the position in the text where that became certain.</summary>
internal readonly struct FiredFacts
{
    private readonly ImmutableDictionary<TokenKey, int>? _fired;

    private FiredFacts(ImmutableDictionary<TokenKey, int>? fired, bool isUnreachable)
    {
        (_fired, IsUnreachable) = (fired, isUnreachable);
    }

    /// <summary>Nothing is certain.</summary>
    public static FiredFacts None => default;

    /// <summary>No path leads there, so anything holds.</summary>
    public static FiredFacts Unreachable => new(null, isUnreachable: true);

    public bool IsUnreachable { get; }

    public static FiredFacts Of(TokenKey? key, int since) =>
        key is null ? None : new(ImmutableDictionary<TokenKey, int>.Empty.Add(key, since), isUnreachable: false);

    /// <summary>Where the token's firing became certain; null when it is not.</summary>
    public int? Since(TokenKey key) => _fired is { } fired && fired.TryGetValue(key, out var since) ? since : null;

    /// <summary>The same, certain since before the body under analysis began.</summary>
    public FiredFacts BeforeAll() =>
        _fired is { } fired ? new(fired.ToImmutableDictionary(static pair => pair.Key, static _ => -1), isUnreachable: false) : this;

    /// <summary>Both hold.</summary>
    public FiredFacts And(FiredFacts other)
    {
        if (IsUnreachable || other.IsUnreachable)
        {
            return Unreachable;
        }

        var all = _fired ?? ImmutableDictionary<TokenKey, int>.Empty;
        foreach (var pair in other._fired ?? ImmutableDictionary<TokenKey, int>.Empty)
        {
            all = all.SetItem(pair.Key, all.TryGetValue(pair.Key, out var mine) ? Math.Max(mine, pair.Value) : pair.Value);
        }

        return new(all, isUnreachable: false);
    }

    /// <summary>One of them holds, and nobody knows which.</summary>
    public FiredFacts Or(FiredFacts other)
    {
        if (IsUnreachable)
        {
            return other;
        }

        if (other.IsUnreachable)
        {
            return this;
        }

        var both = ImmutableDictionary<TokenKey, int>.Empty;
        foreach (var pair in _fired ?? both)
        {
            if (other.Since(pair.Key) is { } theirs)
            {
                both = both.Add(pair.Key, Math.Min(pair.Value, theirs));
            }
        }

        return new(both, isUnreachable: false);
    }
}
