using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>
/// One instruction for a fix. Every record that derives from this one is a word of the plans' language: its properties are what the fix has to
/// know beside the place, as text, flags, numbers, names of enumerations, or lists of texts.
/// </summary>
/// <param name="Where">The code that the instruction is about.</param>
internal abstract record FixStep(Location Where);

/// <summary>All that the fix of one finding gets to know; it travels with the diagnostic, so that no fix runs flow again.</summary>
internal sealed class FixPlan(ImmutableArray<FixStep> steps)
{
    /// <summary>Tells a fix nothing, so that it offers nothing, or all that it needs to know is the finding's place.</summary>
    public static FixPlan Empty { get; } = new(ImmutableArray<FixStep>.Empty);

    /// <summary>In the order in which the fix wants them.</summary>
    public ImmutableArray<FixStep> Steps { get; } = steps;

    public static FixPlan Of(params FixStep[] steps) => new(steps.ToImmutableArray());

    public static FixPlan Of(IEnumerable<FixStep> steps) => new(steps.ToImmutableArray());

    /// <summary>The steps in the language of one fix; null when the plan is empty or holds a step of another language.</summary>
    public ImmutableArray<TStep>? As<TStep>()
        where TStep : FixStep =>
        Steps.IsEmpty || !Steps.All(static step => step is TStep) ? null : Steps.Cast<TStep>().ToImmutableArray();
}
