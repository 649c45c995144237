using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>Types of one compilation by metadata name; misses and duplicates are cached too.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<INamedTypeSymbol>> _types = new(StringComparer.Ordinal);

    // Names that code can only say through an extern alias are not in the global namespace.
    private readonly bool _allAreGlobal = compilation.References.All(static reference => reference.Properties.Aliases.IsEmpty);

    /// <summary>All types of that name: a stub beside the real assembly makes two, and both count.</summary>
    /// <param name="metadataName">Such as <c>Confluent.Kafka.IConsumer`2</c>; <c>+</c> for nested types.</param>
    public ImmutableArray<INamedTypeSymbol> Named(string metadataName)
    {
        if (_types.TryGetValue(metadataName, out var known))
        {
            return known;
        }

        var found = _allAreGlobal && !HasNamespaceOf(metadataName) ? ImmutableArray<INamedTypeSymbol>.Empty : compilation.GetTypesByMetadataName(metadataName);
        _types.TryAdd(metadataName, found);
        return found;
    }

    // Every assembly keeps a note of each name it was asked for in vain; most frameworks of the catalogue are absent, and so is their namespace.
    private bool HasNamespaceOf(string metadataName)
    {
        var current = compilation.GlobalNamespace;
        var start = 0;
        for (var dot = metadataName.IndexOf('.'); dot >= 0; start = dot + 1, dot = metadataName.IndexOf('.', start))
        {
            var name = metadataName.Substring(start, dot - start);
            INamespaceSymbol? next = null;
            foreach (var member in current.GetMembers(name))
            {
                next = member as INamespaceSymbol ?? next;
            }

            if (next is null)
            {
                return false;
            }

            current = next;
        }

        return true;
    }

    public bool Has(string metadataName) => !Named(metadataName).IsEmpty;

    /// <summary>True when the type is, derives from, or implements the named one.</summary>
    public bool Is(ITypeSymbol? type, string metadataName)
    {
        if (type is null)
        {
            return false;
        }

        foreach (var target in Named(metadataName))
        {
            if (type.IsOrDerivesFrom(target))
            {
                return true;
            }
        }

        return false;
    }

    public bool IsCancellationToken(ITypeSymbol? type) => type is { Name: nameof(CancellationToken) } && Is(type, "System.Threading.CancellationToken");
}
