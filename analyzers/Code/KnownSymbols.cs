using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>Types of one compilation by metadata name; misses and duplicates are cached too.</summary>
internal sealed class KnownSymbols(Compilation compilation)
{
    private readonly ConcurrentDictionary<string, ImmutableArray<INamedTypeSymbol>> _types = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, INamespaceSymbol?> _namespaces = new(StringComparer.Ordinal);

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

        var found = _allAreGlobal ? Find(metadataName) : compilation.GetTypesByMetadataName(metadataName);
        _types.TryAdd(metadataName, found);
        return found;
    }

    // Asked by metadata name, every referenced assembly keeps a note of each name that it does not have: most of what this engine allocated.
    private ImmutableArray<INamedTypeSymbol> Find(string metadataName)
    {
        var dot = metadataName.LastIndexOf('.');
        if (NamespaceNamed(dot < 0 ? "" : metadataName.Substring(0, dot)) is not { } container)
        {
            return ImmutableArray<INamedTypeSymbol>.Empty;
        }

        var nested = metadataName.Substring(dot + 1).Split('+');
        var types = Types(container, nested[0]);
        for (var index = 1; index < nested.Length; index++)
        {
            var name = nested[index];
            types = types.SelectMany(type => Types(type, name));
        }

        return types.ToImmutableArray();
    }

    private INamespaceSymbol? NamespaceNamed(string fullName)
    {
        if (fullName.Length == 0)
        {
            return compilation.GlobalNamespace;
        }

        if (_namespaces.TryGetValue(fullName, out var known))
        {
            return known;
        }

        var dot = fullName.LastIndexOf('.');
        var found = NamespaceNamed(dot < 0 ? "" : fullName.Substring(0, dot))?.GetMembers(fullName.Substring(dot + 1)).OfType<INamespaceSymbol>()
            .FirstOrDefault();
        _namespaces.TryAdd(fullName, found);
        return found;
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container, string metadataName)
    {
        var tick = metadataName.IndexOf('`');
        return container.GetTypeMembers(tick < 0 ? metadataName : metadataName.Substring(0, tick)).Where(type => type.MetadataName == metadataName);
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
