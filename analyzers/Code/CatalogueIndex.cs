using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Code;

/// <summary>The catalogue as seen from one compilation: only the frameworks it references, keyed by member name.</summary>
internal sealed class CatalogueIndex
{
    // References are the catalogue's own constants, so this cannot grow.
    private static readonly ConcurrentDictionary<string, (string Type, string Name)> References = new(StringComparer.Ordinal);

    private readonly KnownSymbols _types;
    private readonly ConcurrentDictionary<IMethodSymbol, Member?> _members = new(SymbolEqualityComparer.Default);
    private readonly CatalogueTables _tables;
    private readonly TypeSet[] _typesWith;

    public CatalogueIndex(KnownSymbols types)
    {
        _types = types;
        Frameworks = All.Where(framework => framework.Gate.Any(types.Has)).ToImmutableArray();
        _tables = CatalogueTables.Of(Frameworks);
        _typesWith = [.. Traits.All.Select(trait => new TypeSet(types, _tables.TypesWith(trait)))];
        RequestScopes = new TypeSet(types, _tables.RequestScopes);
        Consumers = new TypeSet(types, _tables.Consumers);
    }

    /// <summary>Every framework that has a data file, referenced or not.</summary>
    public static ImmutableArray<Framework> All { get; } = typeof(CatalogueIndex).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(Framework).Namespace)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(Framework))
        .Select(field => (Framework)field.GetValue(null)!)
        .OrderBy(framework => framework.Name, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>The frameworks that the compilation references.</summary>
    public ImmutableArray<Framework> Frameworks { get; }

    /// <summary>Objects of a request that carry its token.</summary>
    public TypeSet RequestScopes { get; }

    /// <summary>Types whose objects get the messages of a subscription.</summary>
    public TypeSet Consumers { get; }

    /// <summary>True when a referenced framework has members of that role, so that a rule about it can apply at all.</summary>
    public bool Knows(Role role) => _tables.Knows(role);

    /// <summary>True when a referenced framework has something with that trait.</summary>
    public bool Knows(Trait trait) => _tables.Knows(trait);

    /// <summary>
    /// True when the symbol has the trait: the listed member, an override or an implementation of it; the listed type, or one that derives from
    /// or implements it. A member of another name is turned away by one look-up, the answers for types are kept.
    /// </summary>
    public bool Has(Trait trait, ISymbol symbol)
    {
        if (trait.IsOfTypes())
        {
            return symbol is ITypeSymbol type && _typesWith[(int)trait].Contains(type);
        }

        foreach (var reference in _tables.MembersWith(trait, NameOf(symbol)))
        {
            if (Matches(symbol, reference))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a call to the method does, or null when no framework says so.</summary>
    public Member? Find(IMethodSymbol method)
    {
        var definition = method.Definition();
        var candidates = _tables.MembersNamed(definition.MethodKind == MethodKind.Constructor ? ".ctor" : definition.Name);
        if (candidates.Length == 0)
        {
            return null;
        }

        if (_members.TryGetValue(definition, out var known))
        {
            return known;
        }

        var found = First(candidates, definition.ContainingType);
        _members.TryAdd(definition, found);
        return found;
    }

    public Role? RoleOf(IMethodSymbol method) => Find(method)?.Role;

    /// <summary>True when the symbol is the referenced member, an override of it, or an implementation of it.</summary>
    public bool Matches(ISymbol symbol, string reference)
    {
        if (!Names(reference, NameOf(symbol)))
        {
            return false;
        }

        var definition = symbol is IMethodSymbol method ? method.Definition() : symbol.OriginalDefinition;
        return _types.Is(definition.ContainingType, TypeOf(reference));
    }

    /// <summary>When a token property fires, or null when no framework says so.</summary>
    public Signal? SignalOf(IPropertySymbol property)
    {
        foreach (var token in _tables.TokensNamed(property.Name))
        {
            if (Matches(property, token.Ref))
            {
                return token.Signal;
            }
        }

        return null;
    }

    /// <summary>The tokens that a value of the type hands out, and the member access that leads to them.</summary>
    public IEnumerable<(string Path, Signal Signal)> TokensOf(ITypeSymbol type)
    {
        foreach (var framework in Frameworks)
        {
            foreach (var token in framework.Tokens)
            {
                if (_types.Is(type, TypeOf(token.Ref))
                    && _types.Named(TypeOf(token.Ref)).Any(owner => owner.GetMembers(NameOf(token.Ref)).Any(static member => member is IPropertySymbol)))
                {
                    yield return (NameOf(token.Ref), token.Signal);
                }
            }

            foreach (var scope in framework.RequestScopes)
            {
                // The direct ones are among the tokens.
                if (!scope.Inherited && scope.TokenPath.IndexOf('.') > 0 && _types.Is(type, scope.Type))
                {
                    yield return (scope.TokenPath, Signal.ClientGone);
                }
            }
        }
    }

    /// <summary>When the token parameter of a framework-called method fires, seen from its override or implementation.</summary>
    public Signal? SignalOfParameterOf(IMethodSymbol method)
    {
        foreach (var token in _tables.TokensNamed(SimpleName(method.Name)))
        {
            if (!token.OfDelegate && IsCalledByFramework(method, token.Ref))
            {
                return token.Signal;
            }
        }

        return null;
    }

    /// <summary>When a token that a method returns fires, or null when no framework says so.</summary>
    public Signal? SignalOfResult(IMethodSymbol method)
    {
        if (_tables.TokensNamed(method.Name) is { Length: > 0 } candidates && _types.IsCancellationToken(method.ReturnType))
        {
            foreach (var token in candidates)
            {
                if (Matches(method, token.Ref))
                {
                    return token.Signal;
                }
            }
        }

        return null;
    }

    /// <summary>When the token of a delegate given to the method fires, or null when no framework says so.</summary>
    public Signal? SignalOfDelegateOf(IMethodSymbol method)
    {
        foreach (var token in _tables.TokensNamed(method.Name))
        {
            if (token.OfDelegate && Matches(method, token.Ref))
            {
                return token.Signal;
            }
        }

        return null;
    }

    /// <summary>True when the method overrides or implements the referenced one, so that the framework calls it.</summary>
    public bool IsCalledByFramework(IMethodSymbol method, string reference) =>
        Names(reference, SimpleName(method.Name))
        && _types.Named(TypeOf(reference)) is var targets
        && method.WithOverridden().SelectMany(m => m.Implemented(NameOf(reference)).Append(m))
            .Any(slot => targets.Contains(slot.ContainingType.OriginalDefinition, SymbolEqualityComparer.Default));

    public static string NameOf(string reference) => Parts(reference).Name;

    public static string TypeOf(string reference) => Parts(reference).Type;

    /// <summary>The name by which references call the symbol.</summary>
    public static string NameOf(ISymbol symbol) => symbol is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : SimpleName(symbol.Name);

    private static (string Type, string Name) Parts(string reference) => References.GetOrAdd(reference, static text =>
    {
        var end = text.IndexOf("::", StringComparison.Ordinal);
        return (text.Substring(0, end), text.Substring(end + 2));
    });

    // The same as comparing NameOf(reference), without looking it up: nearly all comparisons end here.
    private static bool Names(string reference, string name) =>
        reference.EndsWith(name, StringComparison.Ordinal) && reference.Length > name.Length + 2
            && string.CompareOrdinal(reference, reference.Length - name.Length - 2, "::", 0, 2) == 0;

    // Explicit implementations are named after their interface.
    private static string SimpleName(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && dot + 1 < name.Length ? name.Substring(dot + 1) : name;

    private Member? First(Member[] candidates, INamedTypeSymbol type)
    {
        foreach (var candidate in candidates)
        {
            if (_types.Is(type, TypeOf(candidate.Ref)))
            {
                return candidate;
            }
        }

        return null;
    }
}
