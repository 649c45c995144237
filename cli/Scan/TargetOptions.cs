using System.CommandLine;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>What the verbs that build a solution or project are asked about: which one, and which rules.</summary>
internal sealed class TargetOptions
{
    public TargetOptions() =>
        CommandOptions.Each(Rules, rule => RuleNames.IdOf(rule) is not null ? null : $"'{rule}' is not a rule; give an ID such as GRACE1001, its number or "
            + $"its name.{(RuleNames.Nearest(rule) is { } nearest ? $" The nearest is {nearest}." : "")}");

    public Argument<string?> Path { get; } = new("path")
    {
        Description = "A .sln, .slnx or .csproj file, or a folder that holds one. Default: the one solution, else the one project, in the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Option<string[]> Rules { get; } = CommandOptions.Repeatable("--rule", "RULE", "Only this rule, by ID, number or name; may be repeated.");

    public Option<string?> Project { get; } = new("--project")
    {
        Description = "Only this project of the solution, by its name or path, and what it references.",
        HelpName = "PROJECT",
    };

    /// <summary>The IDs that were given, each once.</summary>
    public IReadOnlyList<string> RulesIn(ParseResult result) => [.. (result.GetValue(Rules) ?? []).Select(rule => RuleNames.IdOf(rule)!).Distinct()];
}
