using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>One instruction for a fix: a verb of the rule, where it applies, and an optional detail such as a name.</summary>
internal sealed record FixStep(string Verb, Location Where, string? Detail = null);

/// <summary>The steps of a fix; travels as a diagnostic's additional locations plus one property.</summary>
internal sealed class FixPlan(ImmutableArray<FixStep> steps)
{
    public const string Key = "plan";

    public static FixPlan Empty { get; } = new(ImmutableArray<FixStep>.Empty);

    public ImmutableArray<FixStep> Steps { get; } = steps;

    public ImmutableArray<Location> Locations => Steps.Select(step => step.Where).ToImmutableArray();

    public static FixPlan Of(params FixStep[] steps) => new(steps.ToImmutableArray());

    public static FixPlan Of(IEnumerable<FixStep> steps) => new(steps.ToImmutableArray());

    /// <summary>Verbs and details, in the order of the additional locations.</summary>
    public string Spell() => string.Join(";", Steps.Select(step =>
        step.Detail is null ? step.Verb : step.Verb + "=" + Uri.EscapeDataString(step.Detail)));

    /// <summary>The inverse of <see cref="Spell"/>; an unreadable plan is an empty one, and its fix registers nothing.</summary>
    public static FixPlan Read(Diagnostic diagnostic)
    {
        var spelled = diagnostic.Properties.TryGetValue(Key, out var text) && text is { Length: > 0 } ? text.Split(';') : [];
        if (spelled.Length != diagnostic.AdditionalLocations.Count)
        {
            return Empty;
        }

        return Of(spelled.Select((word, index) =>
        {
            var equals = word.IndexOf('=');
            return equals < 0
                ? new FixStep(word, diagnostic.AdditionalLocations[index])
                : new FixStep(word.Substring(0, equals), diagnostic.AdditionalLocations[index], Uri.UnescapeDataString(word.Substring(equals + 1)));
        }));
    }
}
