using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Signals;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Catalogue;

/// <summary>The catalogue as seen from one compilation: only the frameworks it references, keyed by member name.</summary>
internal sealed class CatalogueIndex
{
    private readonly KnownSymbols _types;
    private readonly ConcurrentDictionary<IMethodSymbol, Member?> _members = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<string, List<Member>> _membersByName;
    private readonly ILookup<string, TokenSource> _tokensByName;
    private readonly ILookup<string, Identity> _identitiesByName;

    public CatalogueIndex(KnownSymbols types)
    {
        _types = types;
        Frameworks = All.Where(framework => framework.Gate.Any(types.Has)).ToImmutableArray();
        _membersByName = Frameworks.SelectMany(framework => framework.Members)
            .GroupBy(member => NameOf(member.Ref)).ToDictionary(group => group.Key, group => group.ToList(), StringComparer.Ordinal);
        _tokensByName = Frameworks.SelectMany(framework => framework.Tokens).ToLookup(token => NameOf(token.Ref), StringComparer.Ordinal);
        _identitiesByName = Frameworks.SelectMany(framework => framework.Identities).ToLookup(identity => NameOf(identity.Ref), StringComparer.Ordinal);
    }

    /// <summary>Every framework that has a data file, referenced or not.</summary>
    public static ImmutableArray<Framework> All { get; } = typeof(CatalogueIndex).Assembly.GetTypes()
        .Where(type => type.Namespace == typeof(CatalogueIndex).Namespace)
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(field => field.FieldType == typeof(Framework))
        .Select(field => (Framework)field.GetValue(null)!)
        .OrderBy(framework => framework.Name, StringComparer.Ordinal)
        .ToImmutableArray();

    /// <summary>The frameworks that the compilation references.</summary>
    public ImmutableArray<Framework> Frameworks { get; }

    /// <summary>True when a referenced framework has members of that role, so that a rule about it can apply at all.</summary>
    public bool Knows(Role role) => Frameworks.Any(framework => framework.Members.Any(member => member.Role == role));

    /// <summary>What a call to the method does, or null when no framework says so.</summary>
    public Member? Find(IMethodSymbol method)
    {
        var definition = method.Definition();
        if (!_membersByName.TryGetValue(definition.MethodKind == MethodKind.Constructor ? ".ctor" : definition.Name, out var candidates))
        {
            return null;
        }

        return _members.GetOrAdd(definition, m => candidates.FirstOrDefault(candidate => _types.Is(m.ContainingType, TypeOf(candidate.Ref))));
    }

    public Role? RoleOf(IMethodSymbol method) => Find(method)?.Role;

    /// <summary>True when the symbol is the referenced member, an override of it, or an implementation of it.</summary>
    public bool Matches(ISymbol symbol, string reference)
    {
        var definition = symbol is IMethodSymbol method ? method.Definition() : symbol.OriginalDefinition;
        var name = definition is IMethodSymbol { MethodKind: MethodKind.Constructor } ? ".ctor" : SimpleName(definition.Name);
        return string.Equals(name, NameOf(reference), StringComparison.Ordinal) && _types.Is(definition.ContainingType, TypeOf(reference));
    }

    public bool MatchesAny(ISymbol symbol, IEnumerable<string> references) => references.Any(reference => Matches(symbol, reference));

    /// <summary>When a token property fires, or null when no framework says so.</summary>
    public Signal? SignalOf(IPropertySymbol property)
    {
        foreach (var token in _tokensByName[property.Name])
        {
            if (Matches(property, token.Ref))
            {
                return token.Signal;
            }
        }

        return null;
    }

    /// <summary>When the token parameter of a framework-called method fires, seen from its override or implementation.</summary>
    public Signal? SignalOfParameterOf(IMethodSymbol method)
    {
        foreach (var token in _tokensByName[SimpleName(method.Name)])
        {
            if (IsCalledByFramework(method, token.Ref))
            {
                return token.Signal;
            }
        }

        return null;
    }

    /// <summary>True when the method overrides or implements the referenced one, so that the framework calls it.</summary>
    public bool IsCalledByFramework(IMethodSymbol method, string reference) =>
        string.Equals(SimpleName(method.Name), NameOf(reference), StringComparison.Ordinal)
        && _types.Named(TypeOf(reference)) is var targets
        && method.WithOverridden().SelectMany(m => m.Implemented().Append(m)).Any(slot => targets.Contains(slot.ContainingType.OriginalDefinition, SymbolEqualityComparer.Default));

    /// <summary>What is known of a member as a message's identity, or null.</summary>
    public Identity? IdentityOf(ISymbol member) => _identitiesByName[member.Name].FirstOrDefault(identity => Matches(member, identity.Ref));

    public static string NameOf(string reference) => reference.Substring(reference.IndexOf("::", StringComparison.Ordinal) + 2);

    public static string TypeOf(string reference) => reference.Substring(0, reference.IndexOf("::", StringComparison.Ordinal));

    // Explicit implementations are named after their interface.
    private static string SimpleName(string name) => name.Substring(name.LastIndexOf('.') + 1) is { Length: > 0 } simple ? simple : name;
}
