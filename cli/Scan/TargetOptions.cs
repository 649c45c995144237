using System.CommandLine;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Sarif;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>What the verbs that build a solution or project are asked about: which one, and which rules.</summary>
internal sealed class TargetOptions
{
    public TargetOptions() =>
        CommandOptions.Each(Rules, rule => SarifLog.IsRuleId(rule.ToUpperInvariant()) ? null : $"'{rule}' is not a rule ID; a rule ID looks like GRACE1001.");

    public Argument<string?> Path { get; } = new("path")
    {
        Description = "A .sln, .slnx or .csproj file, or a folder that holds one. Default: the one solution, else the one project, in the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string[]> Rules { get; } = CommandOptions.Repeatable("--rule", "ID", "Only this rule; may be repeated.");

    /// <summary>The IDs that were given, each once.</summary>
    public IReadOnlyList<string> RulesIn(ParseResult result) => [.. (result.GetValue(Rules) ?? []).Select(rule => rule.ToUpperInvariant()).Distinct()];
}
