using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Engine;

/// <summary>Creates rule descriptors in the one form that release tracking understands.</summary>
internal static class Descriptor
{
    public const string HelpRoot = "https://github.com/GracefulAnalyzers/GracefulAnalyzers/blob/main/docs/rules/";

    /// <param name="id">GRACE and four digits; the first digit is the family's.</param>
    /// <param name="name">Names the defect; also the tail of the rule's class name.</param>
    /// <param name="title">One sentence without a full stop.</param>
    /// <param name="message">What this very finding breaks and what to do; may hold placeholders.</param>
    /// <param name="category">One of <see cref="Family"/>.</param>
    /// <param name="defaultSeverity">Never Error: a default Error cannot be suppressed by a baseline.</param>
    /// <param name="fix">The promise of the rule's code fix.</param>
    public static DiagnosticDescriptor Define(
        string id, string name, string title, string message, string category, DiagnosticSeverity defaultSeverity, FixSafety fix) =>
        new(id, title, message, category, defaultSeverity, isEnabledByDefault: true,
            helpLinkUri: HelpRoot + id + ".md", customTags: [NameTag + name, SafetyTag + fix]);

    public const string NameTag = "Name=";
    public const string SafetyTag = "FixSafety=";

    public static string NameOf(DiagnosticDescriptor rule) => Tag(rule, NameTag);

    public static FixSafety SafetyOf(DiagnosticDescriptor rule) => (FixSafety)Enum.Parse(typeof(FixSafety), Tag(rule, SafetyTag));

    private static string Tag(DiagnosticDescriptor rule, string prefix) =>
        rule.CustomTags.First(tag => tag.StartsWith(prefix, StringComparison.Ordinal)).Substring(prefix.Length);
}
