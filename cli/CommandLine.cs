using System.CommandLine;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Explain;
using GracefulAnalyzers.Cli.Fix;

namespace GracefulAnalyzers.Cli;

/// <summary>The tool's command line: verbs, and exit codes for what they cannot express themselves.</summary>
internal static class CommandLine
{
    // Long enough to take a build's processes down and remove its folder; the runtime would otherwise end us first.
    private static readonly TimeSpan CleanupTime = TimeSpan.FromSeconds(30);

    public static async Task<int> RunAsync(
        string[] arguments, Func<ScanRun> scan, Func<FixRun> fix, Func<ExplainRun> explain, TextWriter output, TextWriter error, CancellationToken cancellation)
    {
        ParseResult parsed = Root(scan, fix, explain).Parse(arguments);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (ParseError problem in parsed.Errors)
            {
                await error.WriteLineAsync(problem.Message);
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

    private static RootCommand Root(Func<ScanRun> scan, Func<FixRun> fix, Func<ExplainRun> explain) =>
        new("Finds the lines that lose work, cut streams or do work twice when a .NET service gets SIGTERM.")
        {
            new ScanCommand().Create(scan),
            new FixCommand().Create(fix),
            new ExplainCommand().Create(explain),
            new DrillCommand().Create(),
        };
}
