using System.CommandLine;
using System.CommandLine.Parsing;
using GracefulAnalyzers.Cli.Drill.Options;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Reports.Html;
using GracefulAnalyzers.Cli.Drill.Service;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>The verb <c>drill</c>: its options, and the way from them to an exit code.</summary>
internal static class DrillCommand
{
    private const int Passed = 0;
    private const int Failed = 1;
    private const int CouldNotRun = 2;

    private const string Summary = """
        Starts a service, loads it, sends it the termination signal, and counts what was cut off.

        The service may be written in any language. Only this machine is loaded, unless --allow-remote is given. Nothing that the drill starts outlives it.

        Example: graceful drill --ready http://localhost:5080/healthz/ready --url http://localhost:5080/chat --body '{"message":"hi"}' -- dotnet ChatService.dll

        Exit codes: 0 passed; 1 something was cut off, late, lost or doubled; 2 the drill could not run.
        """;

    public static Command Create()
    {
        var command = new Command("drill", Summary)
        {
            new Argument<string[]>(DrillSettings.CommandName)
            {
                Description = "After --: the command that starts the service, such as dotnet X.dll.",
                Arity = ArgumentArity.ZeroOrMore,
            },
        };
        foreach (DrillOption option in DrillOptions.All)
        {
            command.Add(option.OnCommandLine());
        }

        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        TextWriter output = result.InvocationConfiguration.Output;
        TextWriter error = result.InvocationConfiguration.Error;
        Terminal terminal = output == Console.Out ? Terminals.Output() : Terminals.Over(output, redirected: true);
        Terminal errors = error == Console.Error ? Terminals.Error() : Terminals.Over(error, redirected: true);
        var line = DrillSettings.Of(result);
        string? junit = line.Find(DrillOptions.Junit);
        try
        {
            RequireDoubleDash(result);
            DrillSettings file = FileOf(line);
            junit ??= file.Find(DrillOptions.Junit);
            DrillPlan plan = new DrillPlanner(line, file, Environment.CurrentDirectory).Plan();
            DrillReport report = await DrillAsync(plan, new DrillProgress(errors.Console), cancellation);
            new DrillConsoleReport(terminal).Write(report);
            string[] problems =
            [
                .. report.IsUnmeasured ? new[] { report.EffectRemark! } : [],
                .. await WriteAsync(plan.Files.Json, stream => DrillJson.WriteAsync(report, ToolVersion.Text, stream, cancellation)),
                .. await WriteAsync(plan.Files.JUnit, () => DrillJUnit.Write(report), cancellation),
                .. await WriteAsync(plan.Files.Html, () => DrillHtml.Write(report), cancellation),
            ];
            Array.ForEach(problems, problem => new DrillConsoleReport(errors).WriteRefusal(problem, []));
            return problems.Length > 0 ? CouldNotRun : report.Passed ? Passed : Failed;
        }
        catch (DrillRefusedException e)
        {
            new DrillConsoleReport(errors).WriteRefusal(e.Message, e.Details);
            Array.ForEach(
                await WriteAsync(junit, () => DrillJUnit.WriteRefusal(e.Message, e.Details), cancellation),
                unwritable => new DrillConsoleReport(errors).WriteRefusal(unwritable, []));
            return CouldNotRun;
        }
    }

    // A mistyped option would otherwise be taken for the command.
    private static void RequireDoubleDash(ParseResult result)
    {
        int after = result.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash).Count();
        string[] words = result.GetValue<string[]>(DrillSettings.CommandName) ?? [];
        if (words.Length > Math.Max(0, result.Tokens.Count - after - 1))
        {
            throw new DrillRefusedException(
                $"'{words[0]}' is not an option of drill. The command that starts the service comes after --; 'graceful drill --help' lists the options.");
        }
    }

    private static async Task<DrillReport> DrillAsync(DrillPlan plan, DrillProgress progress, CancellationToken cancellation)
    {
        var clock = new DrillClock();
        using var output = new OutputTail(plan.Files.ServiceLog);
        Uri url = plan.Load.Requests[0].Url;
        await using IServiceUnderTest service = plan.Service switch
        {
            ServiceAccess.Started started => new StartedService(started, [.. plan.Load.Requests.Select(request => request.Url), plan.Ready], output, clock),
            ServiceAccess.Attached attached => new AttachedService(attached, url, output, clock),
            ServiceAccess.Commanded commanded => new CommandedService(commanded, url, output, clock),
            _ => throw new InvalidOperationException($"There is no way to reach {plan.Service}."),
        };
        return await progress.WatchAsync(() => new DrillRun(plan, service, progress, clock).RunAsync(cancellation));
    }

    private static DrillSettings FileOf(DrillSettings line)
    {
        string? path = line.Find(DrillOptions.File) ?? (File.Exists(DrillFile.DefaultName) ? DrillFile.DefaultName : null);
        return path is null ? new() : DrillFile.Read(path);
    }

    private static Task<string[]> WriteAsync(string? path, Func<string> content, CancellationToken cancellation) =>
        WriteAsync(path, stream => stream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(content()), cancellation).AsTask());

    // One file that cannot be written leaves the others their turn.
    private static async Task<string[]> WriteAsync(string? path, Func<Stream, Task> write)
    {
        if (string.IsNullOrEmpty(path))
        {
            return [];
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            await using FileStream stream = File.Create(path);
            await write(stream);
            return [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return [$"The report cannot be written to {path}: {e.Message}"];
        }
    }
}
