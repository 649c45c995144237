using System.Collections.Concurrent;
using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Vocabulary;

namespace GracefulAnalyzers.Code;

/// <summary>
/// The entries of a set of frameworks, by the simple names that code would call them. Nothing here depends on a compilation, so the tables of a
/// set are made once in a process: a keystroke makes a new compilation, not new tables.
/// </summary>
internal sealed class CatalogueTables
{
    // A process sees a handful of sets: one for each project that references other frameworks.
    private static readonly ConcurrentDictionary<string, CatalogueTables> Known = new(StringComparer.Ordinal);

    private readonly Dictionary<string, Member[]> _members;
    private readonly Dictionary<string, TokenSource[]> _tokens;
    private readonly Dictionary<string, string[]>[] _membersWith;
    private readonly string[][] _typesWith;
    private readonly HashSet<Role> _roles;

    private CatalogueTables(ImmutableArray<Framework> frameworks)
    {
        _members = ByName(frameworks.SelectMany(framework => framework.Members), member => member.Ref);
        _tokens = ByName(frameworks.SelectMany(framework => framework.Tokens), token => token.Ref);
        _membersWith = [
            .. Traits.All.Select(trait => trait.IsOfTypes()
                ? []
                : ByName(frameworks.SelectMany(framework => framework.With(trait)), static reference => reference))];
        _typesWith = [.. Traits.All.Select(trait => trait.IsOfTypes()
            ? frameworks.SelectMany(framework => framework.With(trait)).Distinct(StringComparer.Ordinal).ToArray()
            : [])];
        _roles = [.. frameworks.SelectMany(framework => framework.Members).Select(member => member.Role)];
        RequestScopes = [.. frameworks.SelectMany(framework => framework.RequestScopes).Select(scope => scope.Type).Distinct(StringComparer.Ordinal)];
        Consumers =
        [
            .. frameworks.SelectMany(framework => framework.Handlers)
                .Where(handler => handler.Shape is HandlerShape.Event or HandlerShape.InterfaceMethod or HandlerShape.Override)
                .Select(handler => CatalogueIndex.TypeOf(handler.Ref)).Distinct(StringComparer.Ordinal),
        ];
    }

    /// <summary>Types whose objects carry a request's token.</summary>
    public string[] RequestScopes { get; }

    /// <summary>Types whose objects get the messages of a subscription.</summary>
    public string[] Consumers { get; }

    /// <param name="frameworks">In the catalogue's order, so that a set has one name.</param>
    public static CatalogueTables Of(ImmutableArray<Framework> frameworks) =>
        Known.GetOrAdd(string.Join(" ", frameworks.Select(framework => framework.Name)), _ => new CatalogueTables(frameworks));

    public bool Knows(Role role) => _roles.Contains(role);

    public bool Knows(Trait trait) => _membersWith[(int)trait].Count + _typesWith[(int)trait].Length > 0;

    public Member[] MembersNamed(string name) => _members.TryGetValue(name, out var found) ? found : [];

    public TokenSource[] TokensNamed(string name) => _tokens.TryGetValue(name, out var found) ? found : [];

    /// <summary>References to the members of that name that have the trait.</summary>
    public string[] MembersWith(Trait trait, string name) => _membersWith[(int)trait].TryGetValue(name, out var found) ? found : [];

    public string[] TypesWith(Trait trait) => _typesWith[(int)trait];

    private static Dictionary<string, T[]> ByName<T>(IEnumerable<T> entries, Func<T, string> reference) => entries
        .GroupBy(entry => CatalogueIndex.NameOf(reference(entry)), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
}
