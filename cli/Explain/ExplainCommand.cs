using System.CommandLine;

namespace GracefulAnalyzers.Cli.Explain;

/// <summary>The <c>explain</c> verb.</summary>
internal sealed class ExplainCommand
{
    private const string Summary = """
        Shows a rule's page: what breaks, an example and its fix, what is not flagged, when to suppress. Without a rule it lists all of them.

        Exit codes: 0 shown; 2 there is no such rule.
        """;

    private readonly Argument<string?> _rule = new("rule")
    {
        Description = "An ID such as GRACE2004, its number, or the rule's name; capitals do not matter.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    public Command Create(Func<ExplainRun> run)
    {
        var command = new Command("explain", Summary) { _rule };
        command.SetAction(result => run().Run(result.GetValue(_rule)));
        return command;
    }
}
