using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Drill;
using GracefulAnalyzers.Cli.Explain;
using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli;

/// <summary>The tool's command line: verbs, and exit codes for what they cannot express themselves.</summary>
internal static class CommandLine
{
    // Long enough to take a build's processes down and remove its folder; the runtime would otherwise end us first.
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(
        string[] arguments, Func<ScanRun> scan, Func<FixRun> fix, Func<ExplainRun> explain, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        // Who types the name alone wants to know what there is.
        ParseResult parsed = Root(scan, fix, explain).Parse(arguments.Length == 0 ? ["--help"] : arguments);
        IReadOnlyList<string> unknown = Unknown(parsed, arguments);
        if (parsed.Action is ParseErrorAction || (unknown.Count > 0 && parsed.Action == parsed.CommandResult.Command.Action))
        {
            // What follows a word that is not understood is misread too.
            foreach (string problem in unknown.Count > 0 ? unknown : parsed.Errors.Select(problem => problem.Message))
            {
                await error.WriteLineAsync(problem);
            }

            string verb = parsed.CommandResult.Command is RootCommand ? "" : $" {parsed.CommandResult.Command.Name}";
            await error.WriteLineAsync($"'graceful{verb} --help' lists what there is.");
            return ScanVerdict.CouldNotAnalyse;
        }

        var invocation = new InvocationConfiguration
        {
            Output = output,
            Error = error,
            EnableDefaultExceptionHandler = false,
            ProcessTerminationTimeout = CleanupTime,
        };
        try
        {
            return await parsed.InvokeAsync(invocation, cancellation);
        }
        catch (OperationCanceledException)
        {
            await error.WriteLineAsync("Cancelled.");
            return ScanVerdict.Cancelled;
        }
    }

    // A mistyped option is a word like any other to the parser, and would be taken for the path.
    private static IReadOnlyList<string> Unknown(ParseResult parsed, string[] arguments)
    {
        Command command = parsed.CommandResult.Command;

        // What comes after -- belongs to another command, and may well be called like an option of ours.
        HashSet<Token> foreign = new(parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash), ReferenceEqualityComparer.Instance);
        Token[] taken = [.. parsed.CommandResult.Children.OfType<ArgumentResult>().SelectMany(argument => argument.Tokens)];
        int foreignUnmatched = Math.Max(0, foreign.Count - 1 - taken.Count(foreign.Contains));
        HashSet<string> words =
            [.. taken.Where(token => !foreign.Contains(token)).Select(token => token.Value).Concat(parsed.UnmatchedTokens.SkipLast(foreignUnmatched))];
        string[] given = [.. arguments.TakeWhile(argument => argument != "--").Where(words.Contains)];
        string[] options = [.. given.Where(word => word.Length > 1 && word[0] == '-')];
        return options.Length > 0
            ? [.. options.Select(option => Describe("an option", option, command.Options.SelectMany(known => known.Aliases.Append(known.Name))))]
            : command is RootCommand && given.Length > 0
            ? [Describe("a command", given[0], command.Subcommands.Select(known => known.Name))]
            : [];
    }

    private static string Describe(string kind, string word, IEnumerable<string> known) =>
        $"'{word}' is not {kind} here{(Spelling.Nearest(word.Split('=')[0], known) is { } nearest ? $"; did you mean {nearest}?" : ".")}";

    private static RootCommand Root(Func<ScanRun> scan, Func<FixRun> fix, Func<ExplainRun> explain) =>
        new("Finds the lines that lose work, cut streams or do work twice when a .NET service gets SIGTERM.")
        {
            new ScanCommand().Create(scan),
            new FixCommand().Create(fix),
            new ExplainCommand().Create(explain),
            DrillCommand.Create(),
        };
}
