using System.Collections.Immutable;

namespace GracefulAnalyzers.Engine;

/// <summary>Every rule of this assembly, by ID; a rule joins by existing.</summary>
internal static class AllRules
{
    private static readonly ImmutableDictionary<string, Type> Types = typeof(AllRules).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && typeof(GracefulAnalyzer).IsAssignableFrom(type))
        .ToImmutableDictionary(type => type.Name.Substring(0, "GRACE0000".Length), StringComparer.Ordinal);

    public static IEnumerable<string> Ids => Types.Keys;

    public static GracefulAnalyzer Create(string id) => (GracefulAnalyzer)Activator.CreateInstance(Types[id])!;
}
