using System.Collections.Immutable;

namespace GracefulAnalyzers.Tests.Quiet;

/// <summary>
/// One wrong edit of the quiet service, as somebody could make it, and the rule that must notice. They stand beside the rule's proof, in a class
/// whose name ends like theirs.
/// </summary>
internal sealed record Mutation(string Rule, string Name, string File, string Before, string After)
{
    public static ImmutableArray<Mutation> All { get; } =
    [
        .. typeof(Mutation).Assembly.GetTypes()
            .Where(static type => type.Namespace == typeof(Mutation).Namespace && type.Name.EndsWith("Mutations", StringComparison.Ordinal))
            .OrderBy(static type => type.Name, StringComparer.Ordinal)
            .SelectMany(static type => (Mutation[])type.GetProperty(nameof(All))!.GetValue(null)!),
    ];
}
