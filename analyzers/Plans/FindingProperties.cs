using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>What travels with a diagnostic beside its plan, for fixes and for tools that read logs.</summary>
internal static class FindingProperties
{
    /// <summary>The rule's name.</summary>
    public const string Name = "name";

    /// <summary>How safe this finding's fix is: <c>safe</c>, <c>behaviour</c>, <c>scaffold</c>, or <c>none</c> when it has none.</summary>
    public const string FixSafety = "fixSafety";

    /// <summary>Why this finding, unlike others of its rule, has no automatic mend.</summary>
    public const string Unfixable = "unfixable";

    /// <summary>What the owner has to decide before the mend can be applied unattended.</summary>
    public const string Decision = "decision";

    public static bool CanBeFixed(Diagnostic diagnostic) =>
        diagnostic.Properties.TryGetValue(FixSafety, out var safety) && safety != Spell(Vocabulary.FixSafety.None);

    public static string Spell(FixSafety safety) => safety switch
    {
        Vocabulary.FixSafety.Safe => "safe",
        Vocabulary.FixSafety.ChangesBehaviour => "behaviour",
        Vocabulary.FixSafety.HasPlaceholders => "scaffold",
        _ => "none",
    };
}
