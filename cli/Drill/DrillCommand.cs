using System.CommandLine;
using System.CommandLine.Parsing;
using System.Reflection;
using System.Text.Json;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Cli.Drill.Reports.Html;
using GracefulAnalyzers.Cli.Drill.Service;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>The verb <c>drill</c>: its options, and the way from them to an exit code.</summary>
internal sealed class DrillCommand
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

    private readonly Argument<string[]> _command = new("command") { Description = "After --: the command that starts the service, such as dotnet X.dll.", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> _file = Text("--file", "FILE", $"Options and requests in JSON. Default: {DrillFile.DefaultName} in the current folder, if there is one. Options on the command line win.");

    private readonly Option<string?> _ready = Text("--ready", "URL", "Answers 2xx when the service is ready. Required.");
    private readonly Option<string[]> _url = Texts("--url", "URL", "What to hold open while the service stops: http, https, ws or wss; may be repeated. Required.");
    private readonly Option<string?> _method = Text("--method", "METHOD", "Default: GET, or POST with a body.");
    private readonly Option<string[]> _header = Texts("--header", "'Name: value'", "A request header; may be repeated.", "-H");
    private readonly Option<string?> _body = Text("--body", "TEXT", "The request's body; for a WebSocket, its first message.");
    private readonly Option<string?> _bodyFile = Text("--body-file", "FILE", "The request's body, from a file.");
    private readonly Option<int?> _concurrency = new("--concurrency") { Description = "Requests held in flight, over all URLs. Default: 20.", HelpName = "N" };
    private readonly Option<double?> _rate = new("--rate") { Description = "Requests started per second, at most. Default: as many as are held, at least 10.", HelpName = "N" };
    private readonly Option<double?> _drainRate = new("--drain-rate") { Description = "New requests per second between signal and exit, beside those that are held. Default: 5.", HelpName = "N" };
    private readonly Option<string?> _complete = Text("--complete", "REGEX", "What the end of a complete answer looks like. Default: learned from the warm-up.");
    private readonly Option<string?> _inBand = Text("--in-band", "REGEX", "What a stream's end looks like when the service ended it on purpose. Default: event: error, {\"error\":...} and the like.");
    private readonly Option<bool?> _endless = Flag("--endless", "The streams have no end of their own; only an in-band end is a good one.");
    private readonly Option<bool?> _resume = Flag("--resume", "Continue streams that were cut or ended in-band with Last-Event-ID, and count them.");
    private readonly Option<string?> _hangAfter = Text("--hang-after", "TIME", "A request without a byte for this long hangs. Default: 30s.");

    private readonly Option<string?> _profile = Text("--profile", "NAME", "Signal and grace of a platform: k8s-default (SIGTERM, 30s; the default), compose-default (SIGTERM, 10s), spot-30s (SIGTERM, 30s).");
    private readonly Option<string?> _signal = Text("--signal", "SIGTERM|SIGINT|SIGKILL", "Default: the profile's.");
    private readonly Option<string?> _grace = Text("--grace", "TIME", "From the signal to SIGKILL. Default: the profile's.");
    private readonly Option<string?> _signalTo = Text("--signal-to", "listener|command", "Which process gets the signal: the one that listens on the URL's port (default), or the command itself, as a container's process 1 would.");
    private readonly Option<int?> _pid = new("--pid") { Description = "Drill a process that is running already.", HelpName = "ID" };
    private readonly Option<string?> _stopCommand = Text("--stop-command", "COMMAND", "Drill a service elsewhere: stops it and returns when it is gone, such as 'docker stop chat'.");
    private readonly Option<string?> _startCommand = Text("--start-command", "COMMAND", "With --pid or --stop-command: brings the service back.");

    private readonly Option<string?> _readyTimeout = Text("--ready-timeout", "TIME", "How long the service may take to become ready. Default: 60s.");
    private readonly Option<string?> _warmUp = Text("--warm-up", "TIME", "Load before the first signal. Default: 5s.");
    private readonly Option<string?> _warmUpLimit = Text("--warm-up-limit", "TIME", "How long the warm-up may last until 3 answers are complete. Default: 2m.");
    private readonly Option<int?> _cycles = new("--cycles") { Description = "How many times the service is stopped; it is started again in between. Default: 1.", HelpName = "N" };
    private readonly Option<string?> _every = Text("--every", "TIME[..TIME]", "Undisturbed load between cycles, drawn anew for each, such as 20s..60s. Default: as long as the warm-up.");
    private readonly Option<bool?> _restart = Flag("--restart", "Start the service again after the last cycle too.");
    private readonly Option<bool?> _insecure = Flag("--insecure", "Accept any TLS certificate.");
    private readonly Option<bool?> _allowRemote = Flag("--allow-remote", "Allow URLs that lead to other machines.");

    private readonly Option<string?> _publish = Text("--publish", "URL", "Feeds the service's queue with messages of known ids: rabbitmq://host:port/queue or redis://host:port/key (?type=stream or list). Needs --ledger.");
    private readonly Option<int?> _messages = new("--messages") { Description = "Messages published, before and during the cycles. Default: 100.", HelpName = "N" };
    private readonly Option<string?> _messageBody = Text("--message-body", "TEXT", "{id}, {guid} and {n} are replaced. Default: {\"id\":\"{id}\"}.");
    private readonly Option<string?> _ledger = Text("--ledger", "FILE|URL|SQL", "Where the ids of the messages' effects are: a file or URL with one id per line, NDJSON with id or a JSON array, 'sqlite:FILE?query=SELECT ...' or 'postgres://host/database?query=SELECT ...'.");
    private readonly Option<string?> _settleWithin = Text("--settle-within", "TIME", "After the cycles: how long nothing new may come before what is missing counts as lost. Default: 30s.");

    private readonly Option<string?> _failOn = Text("--fail-on", "NAME=NUMBER,...", $"The largest counts that pass: {FailOn.Names}. Default: truncated=0,reset=0,5xx=0,hung=0,lost=0,doubled=0,late=0; with SIGKILL lost=0,doubled=0.");
    private readonly Option<string?> _json = Text("--json", "FILE", "Write the report as JSON.");
    private readonly Option<string?> _junit = Text("--junit", "FILE", "Write the verdicts as JUnit XML.");
    private readonly Option<string?> _html = Text("--html", "FILE", "Write one self-contained page with the timeline.");
    private readonly Option<string?> _serviceLog = Text("--service-log", "FILE", "Write everything that the service prints.");

    private static string ToolVersion =>
        typeof(DrillCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public Command Create()
    {
        var command = new Command("drill", Summary) { _command };
        Option[] options =
        [
            _ready, _url, _method, _header, _body, _bodyFile, _concurrency, _rate, _drainRate, _complete, _inBand, _endless, _resume, _hangAfter,
            _profile, _signal, _grace, _signalTo, _pid, _stopCommand, _startCommand, _readyTimeout, _warmUp, _warmUpLimit, _cycles, _every, _restart,
            _insecure, _allowRemote, _publish, _messages, _messageBody, _ledger, _settleWithin, _failOn, _json, _junit, _html, _serviceLog, _file,
        ];
        foreach (Option option in options)
        {
            command.Add(option);
        }

        command.SetAction((result, cancellation) => RunAsync(result, cancellation));
        return command;
    }

    private async Task<int> RunAsync(ParseResult result, CancellationToken cancellation)
    {
        TextWriter output = result.InvocationConfiguration.Output;
        TextWriter error = result.InvocationConfiguration.Error;
        Terminal terminal = output == Console.Out ? Terminals.Output() : Terminals.Over(output, redirected: true);
        Terminal errors = error == Console.Error ? Terminals.Error() : Terminals.Over(error, redirected: true);
        string? junit = result.GetValue(_junit);
        try
        {
            RequireDoubleDash(result);
            DrillFile file = ReadFile(result);
            junit ??= file.Junit;
            DrillPlan plan = new DrillPlanner(Settings(result), result.GetValue(_header) ?? [], file, Environment.CurrentDirectory).Plan();
            DrillReport report = await DrillAsync(plan, new DrillProgress(errors.Console), cancellation);
            new DrillConsoleReport(terminal).Write(report);
            string[] problems =
            [
                .. report.IsUnmeasured ? new[] { report.EffectRemark! } : [],
                .. await WriteAsync(plan.Files.Json, stream => DrillJson.WriteAsync(report, ToolVersion, stream, cancellation)),
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
        string[] words = result.GetValue(result.CommandResult.Command.Arguments.OfType<Argument<string[]>>().Single()) ?? [];
        if (words.Length > Math.Max(0, result.Tokens.Count - after - 1))
        {
            throw new DrillRefusedException($"'{words[0]}' is not an option of drill. The command that starts the service comes after --; 'graceful drill --help' lists the options.");
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

    private DrillFile ReadFile(ParseResult result)
    {
        string? path = result.GetValue(_file) ?? (File.Exists(DrillFile.DefaultName) ? DrillFile.DefaultName : null);
        return path is null ? DrillFile.Empty : DrillFile.Read(path);
    }

    private DrillFile Settings(ParseResult result) => new()
    {
        Command = result.GetValue(_command),
        Pid = result.GetValue(_pid),
        StopCommand = result.GetValue(_stopCommand),
        StartCommand = result.GetValue(_startCommand),
        SignalTo = result.GetValue(_signalTo),
        Ready = result.GetValue(_ready),
        Rate = result.GetValue(_rate),
        DrainRate = result.GetValue(_drainRate),
        Profile = result.GetValue(_profile),
        Signal = result.GetValue(_signal),
        Grace = result.GetValue(_grace),
        ReadyTimeout = result.GetValue(_readyTimeout),
        WarmUp = result.GetValue(_warmUp),
        WarmUpLimit = result.GetValue(_warmUpLimit),
        HangAfter = result.GetValue(_hangAfter),
        Cycles = result.GetValue(_cycles),
        Every = result.GetValue(_every),
        Restart = result.GetValue(_restart),
        Resume = result.GetValue(_resume),
        Insecure = result.GetValue(_insecure),
        AllowRemote = result.GetValue(_allowRemote),
        FailOn = result.GetValue(_failOn),
        Publish = result.GetValue(_publish),
        Messages = result.GetValue(_messages),
        MessageBody = result.GetValue(_messageBody) is { } message ? JsonSerializer.SerializeToElement(message) : null,
        Ledger = result.GetValue(_ledger),
        SettleWithin = result.GetValue(_settleWithin),
        Url = result.GetValue(_url),
        Method = result.GetValue(_method),
        Body = result.GetValue(_body) is { } body ? JsonSerializer.SerializeToElement(body) : null,
        BodyFile = result.GetValue(_bodyFile),
        Concurrency = result.GetValue(_concurrency),
        Endless = result.GetValue(_endless),
        Complete = result.GetValue(_complete),
        InBand = result.GetValue(_inBand),
        Json = result.GetValue(_json),
        Junit = result.GetValue(_junit),
        Html = result.GetValue(_html),
        ServiceLog = result.GetValue(_serviceLog),
    };

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

    private static Option<string?> Text(string name, string helpName, string description) => new(name) { HelpName = helpName, Description = description };

    private static Option<string[]> Texts(string name, string helpName, string description, params string[] aliases) => new(name, aliases)
    {
        HelpName = helpName,
        Description = description,
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private static Option<bool?> Flag(string name, string description) => new(name) { Description = description, Arity = ArgumentArity.Zero };
}
