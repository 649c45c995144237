using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Program.Requests;
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
        Endpoints = Members(static framework => framework.Endpoints);
        StreamResults = Members(static framework => framework.StreamResults);
        ResponseBodies = Members(static framework => framework.ResponseBodies);
        Forwarders = Members(static framework => framework.Forwarders);
        InstantReceives = Members(static framework => framework.InstantReceives);
        Starts = Members(static framework => framework.Starts);
        ControllerBases = OfTypes(static framework => framework.ControllerBases);
        PageModels = OfTypes(static framework => framework.PageModels);
        Hubs = OfTypes(static framework => framework.Hubs);
        RequestScopes = OfTypes(static framework => framework.RequestScopes.Select(static scope => scope.Type));
        DeafSequences = OfTypes(static framework => framework.DeafSequences);
        CompletableSources = OfTypes(static framework => framework.CompletableSources);
        Consumers = OfTypes(static framework => framework.Handlers.Where(static handler => handler.Shape is HandlerShape.Event or HandlerShape.InterfaceMethod or HandlerShape.Override).Select(static handler => TypeOf(handler.Ref)));
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

    /// <summary>Calls that bind a delegate to a route.</summary>
    public MemberSet Endpoints { get; }

    /// <summary>Calls that turn a sequence into a streamed response.</summary>
    public MemberSet StreamResults { get; }

    /// <summary>Properties that hand out the response's body.</summary>
    public MemberSet ResponseBodies { get; }

    /// <summary>Calls that start work which outlives the caller.</summary>
    public MemberSet Starts { get; }

    /// <summary>Receives that come back at once, with a message or without.</summary>
    public MemberSet InstantReceives { get; }

    /// <summary>Calls that hand their own token to the delegate they are given.</summary>
    public MemberSet Forwarders { get; }

    /// <summary>Types whose public instance methods answer requests.</summary>
    public TypeSet ControllerBases { get; }

    /// <summary>Types whose public instance methods answer requests when they are named after a verb.</summary>
    public TypeSet PageModels { get; }

    /// <summary>Types whose public instance methods a connected client calls.</summary>
    public TypeSet Hubs { get; }

    /// <summary>Objects of a request that carry its token.</summary>
    public TypeSet RequestScopes { get; }

    /// <summary>Types of sequences that ignore the token they are enumerated with.</summary>
    public TypeSet DeafSequences { get; }

    /// <summary>Sources whose readers end by themselves when somebody in the process completes them.</summary>
    public TypeSet CompletableSources { get; }

    /// <summary>Types whose objects get the messages of a subscription.</summary>
    public TypeSet Consumers { get; }

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
        foreach (var token in _tokensByName[property.Name])
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
                if (_types.Is(type, TypeOf(token.Ref)) && _types.Named(TypeOf(token.Ref)).Any(owner => owner.GetMembers(NameOf(token.Ref)).Any(static member => member is IPropertySymbol)))
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
        foreach (var token in _tokensByName[SimpleName(method.Name)])
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
        if (_tokensByName.Contains(method.Name) && _types.IsCancellationToken(method.ReturnType))
        {
            foreach (var token in _tokensByName[method.Name])
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
        foreach (var token in _tokensByName[method.Name])
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
        && method.WithOverridden().SelectMany(m => m.Implemented(NameOf(reference)).Append(m)).Any(slot => targets.Contains(slot.ContainingType.OriginalDefinition, SymbolEqualityComparer.Default));

    /// <summary>What is known of a member as a message's identity, or null.</summary>
    public Identity? IdentityOf(ISymbol member)
    {
        foreach (var identity in _identitiesByName[member.Name])
        {
            if (Matches(member, identity.Ref))
            {
                return identity;
            }
        }

        return null;
    }

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
        reference.EndsWith(name, StringComparison.Ordinal) && reference.Length > name.Length + 2 && string.CompareOrdinal(reference, reference.Length - name.Length - 2, "::", 0, 2) == 0;

    // Explicit implementations are named after their interface.
    private static string SimpleName(string name) =>
        name.LastIndexOf('.') is > 0 and var dot && dot + 1 < name.Length ? name.Substring(dot + 1) : name;

    private Member? First(List<Member> candidates, INamedTypeSymbol type)
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

    private MemberSet Members(Func<Framework, IEnumerable<string>> references) => new(this, Frameworks.SelectMany(references));

    private TypeSet OfTypes(Func<Framework, IEnumerable<string>> names) => new(_types, Frameworks.SelectMany(names).Distinct(StringComparer.Ordinal));
}
