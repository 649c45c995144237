using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>Members that the catalogue lists for one purpose; a symbol of another name is turned away by one look-up.</summary>
internal sealed class MemberSet
{
    private readonly CatalogueIndex _catalogue;
    private readonly Dictionary<string, string[]> _byName;

    public MemberSet(CatalogueIndex catalogue, IEnumerable<string> references)
    {
        _catalogue = catalogue;
        _byName = references.GroupBy(CatalogueIndex.NameOf, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
    }

    /// <summary>True when the symbol is one of the members, an override of it, or an implementation of it.</summary>
    public bool Contains(ISymbol symbol)
    {
        if (!_byName.TryGetValue(CatalogueIndex.NameOf(symbol), out var references))
        {
            return false;
        }

        foreach (var reference in references)
        {
            if (_catalogue.Matches(symbol, reference))
            {
                return true;
            }
        }

        return false;
    }
}
