using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>Types of one compilation by metadata name; misses and duplicates are cached too.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<INamedTypeSymbol>> _types = new(StringComparer.Ordinal);

    /// <summary>All types of that name: a stub beside the real assembly makes two, and both count.</summary>
    /// <param name="metadataName">Such as <c>Confluent.Kafka.IConsumer`2</c>; <c>+</c> for nested types.</param>
    public ImmutableArray<INamedTypeSymbol> Named(string metadataName)
    {
        if (_types.TryGetValue(metadataName, out var known))
        {
            return known;
        }

        var found = compilation.GetTypesByMetadataName(metadataName);
        _types.TryAdd(metadataName, found);
        return found;
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
