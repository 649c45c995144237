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
            .Add(NameKey, Descriptor.NameOf(rule))
            .Add(FixSafetyKey, Spell(safety))
            .Add(PlanCodec.Key, PlanCodec.Spell(Plan));
        properties = Unfixable is null ? properties : properties.Add(UnfixableKey, Unfixable);
        properties = Decision is null ? properties : properties.Add(DecisionKey, Decision);
        return Diagnostic.Create(rule, At, PlanCodec.Locations(Plan), properties, Arguments);
    }

    public const string NameKey = "name";
    public const string FixSafetyKey = "fixSafety";
    public const string UnfixableKey = "unfixable";
    public const string DecisionKey = "decision";

    public static bool CanBeFixed(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixSafetyKey, out var safety) && safety != Spell(FixSafety.None);

    private static string Spell(FixSafety safety) => safety switch
    {
        FixSafety.Safe => "safe",
        FixSafety.ChangesBehaviour => "behaviour",
        FixSafety.HasPlaceholders => "scaffold",
        _ => "none",
    };
}
