using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Sarif;

/// <summary>What a compiler's log says about one of our rules, whether it reported anything or not.</summary>
/// <param name="Name">Names the defect; empty when the rule carries none.</param>
internal sealed record RuleText(string Id, string Name, string Title, string Description, string Category, string HelpUri, Severity DefaultSeverity);
