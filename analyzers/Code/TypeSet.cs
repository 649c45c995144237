using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>Types that the catalogue lists for one purpose, with everything that derives from them.</summary>
internal sealed class TypeSet(KnownSymbols types, string[] names)
{
    // Most sets are asked nothing in most compilations.
    private ConcurrentDictionary<ITypeSymbol, bool>? _known;

    /// <summary>True when the type is, derives from, or implements one of them.</summary>
    public bool Contains(ITypeSymbol type)
    {
        if (names.Length == 0)
        {
            return false;
        }

        var all = LazyInitializer.EnsureInitialized(ref _known, static () => new(SymbolEqualityComparer.Default))!;
        if (all.TryGetValue(type, out var known))
        {
            return known;
        }

        var contains = Array.Exists(names, name => types.Is(type, name));
        all.TryAdd(type, contains);
        return contains;
    }
}
