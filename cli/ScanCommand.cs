using System.CommandLine;
using GracefulAnalyzers.Cli.Sarif;

namespace GracefulAnalyzers.Cli;

/// <summary>The verb <c>scan</c>: its arguments, and what they mean.</summary>
internal sealed class ScanCommand
{
    private const string Summary = """
        Finds shutdown defects in a solution or project without changing a file of it.

        The scan runs a real build with the repository's own .NET SDK, so it executes what the repository's build executes. All outputs go to a temporary folder.

        Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 something could not be analysed, or the arguments are wrong.
        """;

    private readonly Argument<string?> _path = new("path")
    {
        Description = "A .sln, .slnx or .csproj file, or a folder that holds one. Default: the one solution, else the one project, in the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string> _severity = new("--severity")
    {
        Description = "The lowest severity to list.",
        HelpName = "info|warning",
        DefaultValueFactory = _ => "warning",
    };

    private readonly Option<string> _failOn = new("--fail-on")
    {
        Description = "The lowest severity that gives exit code 1.",
        HelpName = "info|warning|error|none",
        DefaultValueFactory = _ => "warning",
    };

    private readonly Option<string[]> _rules = RuleOption();

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document and nothing else on standard output." };

    public ScanCommand()
    {
        OneOf(_severity, "info", "warning");
        OneOf(_failOn, "info", "warning", "error", "none");
    }

    public Command Create(Func<ScanRun> run)
    {
        var command = new Command("scan", Summary) { _path, _severity, _failOn, _rules, _json };
        command.SetAction((result, cancellation) => run().RunAsync(result.GetValue(_path), Read(result), cancellation));
        return command;
    }

    private ScanOptions Read(ParseResult result) => new(
        ToSeverity(result.GetValue(_severity)!)!.Value,
        ToSeverity(result.GetValue(_failOn)!),
        [.. (result.GetValue(_rules) ?? []).Select(rule => rule.ToUpperInvariant()).Distinct()],
        result.GetValue(_json));

    internal static Option<string[]> RuleOption()
    {
        var option = new Option<string[]>("--rule")
        {
            Description = "Only this rule; may be repeated.",
            HelpName = "ID",
            Arity = ArgumentArity.OneOrMore,
            AllowMultipleArgumentsPerToken = false,
        };
        option.Validators.Add(result =>
        {
            foreach (string rule in result.Tokens.Select(token => token.Value).Where(value => !SarifLog.IsRuleId(value.ToUpperInvariant())))
            {
                result.AddError($"'{rule}' is not a rule ID; a rule ID looks like GRACE1001.");
            }
        });
        return option;
    }

    private static Severity? ToSeverity(string word) => word == "none" ? null : Enum.Parse<Severity>(word, ignoreCase: true);

    internal static void OneOf(Option<string> option, params string[] words) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: var word }, ..] && !words.Contains(word))
            {
                result.AddError($"'{word}' is not a value of {option.Name}; use {string.Join(", ", words[..^1])} or {words[^1]}.");
            }
        });
}
