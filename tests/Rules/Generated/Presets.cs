using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Generated;

/// <summary>The analyzer configurations that the package chooses from by GracefulAnalysisMode and GracefulAnalysisLevel.</summary>
internal static class Presets
{
    /// <summary>
    /// All files by name. The upcoming release is a level already, so that its number can be pinned from its first day on; until then it is what the rules say
    /// now.
    /// </summary>
    /// <param name="rules">The rules of this version.</param>
    /// <param name="shipped">The text of the release file.</param>
    /// <param name="upcoming">The version being built.</param>
    public static SortedDictionary<string, string> Of(IReadOnlyCollection<DiagnosticDescriptor> rules, string shipped, string upcoming)
    {
        var history = WithUpcoming(rules, shipped, upcoming);
        SortedDictionary<string, string> files = new(StringComparer.Ordinal)
        {
            [FileName("none")] = Text("All rules off.", rules, static _ => "none"),
            [FileName("all-latest")] = Text("Every rule at least a warning.", rules, Raised),
            [FileName("strict-latest")] = Text("Every rule an error.", rules, static _ => "error"),
        };
        foreach (var level in Release.Levels(history))
        {
            var known = Release.Read(history, until: level);
            string? Frozen(DiagnosticDescriptor rule, Func<DiagnosticDescriptor, string?> severity) => known.ContainsKey(rule.Id) ? severity(rule) : "none";
            files[FileName($"default-{level}")] = Text($"Rules and severities of release {level}.", rules, rule => Frozen(rule, r => Changed(r, known[r.Id])));
            files[FileName($"all-{level}")] = Text($"Every rule of release {level} at least a warning.", rules, rule => Frozen(rule, Raised));
            files[FileName($"strict-{level}")] = Text($"Every rule of release {level} an error.", rules, rule => Frozen(rule, static _ => "error"));
        }

        return files;
    }

    /// <summary>The generated part of the package's targets: what they cannot read from a configuration.</summary>
    public static string Properties(IReadOnlyCollection<DiagnosticDescriptor> rules, string shipped, string upcoming) =>
        $"    <_GracefulRuleIds>{string.Join(';', rules.Select(static r => r.Id))}</_GracefulRuleIds>\n"
        + "    "
        + $"<_GracefulLevels>{string.Join(", ", Release.Levels(WithUpcoming(rules, shipped, upcoming)).Select(static l => l.ToString()))}</_GracefulLevels>\n";

    private static string FileName(string preset) => preset + ".globalconfig";

    private static string WithUpcoming(IReadOnlyCollection<DiagnosticDescriptor> rules, string shipped, string upcoming) =>
        $"{shipped}\n## Release {upcoming}\n{Release.Unshipped(rules, Release.Read(shipped))}";

    // A line only where something differs: one for every rule would overrule the user's severity for a whole category.
    private static string? Changed(DiagnosticDescriptor rule, Release then) =>
        then.Severity == rule.DefaultSeverity.ToString() ? null : Name(Enum.Parse<DiagnosticSeverity>(then.Severity));

    private static string? Raised(DiagnosticDescriptor rule) =>
        rule.DefaultSeverity < DiagnosticSeverity.Warning ? Name(DiagnosticSeverity.Warning) : null;

    private static string Name(DiagnosticSeverity severity) => severity switch
    {
        DiagnosticSeverity.Hidden => "silent",
        DiagnosticSeverity.Info => "suggestion",
        DiagnosticSeverity.Warning => "warning",
        _ => "error",
    };

    // Below every .editorconfig, and below a .globalconfig of the user's, whose level is 100 when it names none.
    private static string Text(string what, IEnumerable<DiagnosticDescriptor> rules, Func<DiagnosticDescriptor, string?> severity) =>
        $"# Generated from the rules; see docs/adding-a-rule.md. {what}\nis_global = true\nglobal_level = -100\n"
        + string.Concat(rules.OrderBy(static r => r.Id, StringComparer.Ordinal)
            .Select(r => (r.Id, Severity: severity(r)))
            .Where(static line => line.Severity is not null)
            .Select(static line => $"dotnet_diagnostic.{line.Id}.severity = {line.Severity}\n"));
}
