using System.Collections.Immutable;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>
/// One verdict on its way to the user. The plan tells the fix what to do where, so that a fix never runs flow again.
/// </summary>
/// <param name="At">Where the squiggle goes.</param>
/// <param name="Arguments">Fill the placeholders of the rule's message.</param>
internal sealed record Finding(Location At, params object[] Arguments)
{
    /// <summary>The defect itself, by which a rule that supersedes this one recognises it; null when there is no such rule.</summary>
    public IOperation? About { get; init; }

    /// <summary>The steps of the fix, in the order in which the fix wants them.</summary>
    public FixPlan Plan { get; init; } = FixPlan.Empty;

    /// <summary>Why this finding, unlike others of its rule, has no automatic mend, as a sentence; null when it has one.</summary>
    public string? Unfixable { get; init; }

    /// <summary>What the owner has to decide before the mend can be applied unattended, as a sentence; null when nothing is.</summary>
    public string? Decision { get; init; }

    internal Diagnostic ToDiagnostic(DiagnosticDescriptor rule)
    {
        var safety = Unfixable is null ? Descriptor.SafetyOf(rule) : FixSafety.None;
        var properties = ImmutableDictionary<string, string?>.Empty
            .Add(FindingProperties.Name, Descriptor.NameOf(rule))
            .Add(FindingProperties.FixSafety, FindingProperties.Spell(safety))
            .Add(PlanCodec.Key, PlanCodec.Spell(Plan));
        properties = Unfixable is null ? properties : properties.Add(FindingProperties.Unfixable, Unfixable);
        properties = Decision is null ? properties : properties.Add(FindingProperties.Decision, Decision);
        return Diagnostic.Create(rule, At, PlanCodec.Locations(Plan), properties, Arguments);
    }
}
