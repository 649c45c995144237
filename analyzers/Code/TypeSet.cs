using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>Types that the catalogue lists for one purpose, with everything that derives from them.</summary>
internal sealed class TypeSet(KnownSymbols types, IEnumerable<string> names)
{
    private readonly string[] _names = names.ToArray();
    private readonly ConcurrentDictionary<ITypeSymbol, bool> _known = new(SymbolEqualityComparer.Default);

    /// <summary>True when the type is, derives from, or implements one of them.</summary>
    public bool Contains(ITypeSymbol type)
    {
        if (_names.Length == 0)
        {
            return false;
        }

        if (_known.TryGetValue(type, out var known))
        {
            return known;
        }

        var contains = Array.Exists(_names, name => types.Is(type, name));
        _known.TryAdd(type, contains);
        return contains;
    }
}
