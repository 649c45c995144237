using System.Text.Json;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Makes a plan out of the command line and the drill file; the command line wins.</summary>
/// <param name="flags">What the command line says; null where it says nothing.</param>
/// <param name="headers">The command line's headers as they were written; a name may come more than once.</param>
internal sealed class DrillPlanner(DrillFile flags, IReadOnlyList<string> headers, DrillFile file, string currentFolder)
{
    private const double LeastRate = 10;
    private const double DefaultDrainRate = 5;

    private readonly DrillFile _flags = flags;

    // One way to the service on the command line replaces whatever the file names.
    private readonly DrillFile _ways = WaysIn(flags) > 0 ? flags : file;

    /// <exception cref="DrillRefusedException">Something is missing or malformed; the message says what and how to mend it.</exception>
    public DrillPlan Plan()
    {
        RequireUrls(_ways.Command ?? []);
        Uri ready = OptionValue.Url(_flags.Ready ?? file.Ready!, "--ready", "http", "https");
        RequestPlan[] requests = new RequestPlanner(_flags, headers, file, currentFolder).Plan();
        bool allowRemote = _flags.AllowRemote ?? file.AllowRemote ?? false;
        if (!allowRemote)
        {
            LoopbackGuard.Require(ready);
            Array.ForEach(requests, request => LoopbackGuard.Require(request.Url));
        }

        DrillProfile profile = Profile();
        StopSignal signal = Signal() ?? profile.Signal;
        int cycles = OptionValue.Positive(_flags.Cycles ?? file.Cycles ?? 1, "--cycles");
        DurationRange? every = OptionValue.Range(_flags.Every ?? file.Every, "--every");
        if (every is not null && cycles == 1)
        {
            throw new DrillRefusedException("--every is the time between cycles; say how many with --cycles.");
        }

        TimeSpan grace = OptionValue.Duration(_flags.Grace ?? file.Grace, "--grace") ?? profile.Grace;
        TimeSpan warmUp = OptionValue.Duration(_flags.WarmUp ?? file.WarmUp, "--warm-up") ?? TimeSpan.FromSeconds(5);
        double rate = OptionValue.Rate(_flags.Rate ?? file.Rate ?? Math.Max(LeastRate, requests.Sum(request => request.Concurrency)), "--rate", least: 0.01);
        double drainRate = OptionValue.Rate(_flags.DrainRate ?? file.DrainRate ?? DefaultDrainRate, "--drain-rate", least: 0);
        TimeSpan hangAfter = OptionValue.Duration(_flags.HangAfter ?? file.HangAfter, "--hang-after") ?? TimeSpan.FromSeconds(30);
        bool restart = _flags.Restart ?? file.Restart ?? false;
        ServiceAccess service = Service(cycles > 1 || restart);
        EffectPlan? effects = Effects(allowRemote, [ready, .. requests.Select(request => request.Url)]);
        if (effects is not null && service is ServiceAccess.Attached { StartCommand: null })
        {
            throw new DrillRefusedException("--publish with --pid needs --start-command: part of the messages arrives while the service stops, and nobody would be there to work them off.");
        }

        return new(
            service,
            ready,
            new(requests, rate, drainRate, hangAfter, _flags.Resume ?? file.Resume ?? false, _flags.Insecure ?? file.Insecure ?? false, allowRemote),
            signal,
            grace,
            OptionValue.Duration(_flags.ReadyTimeout ?? file.ReadyTimeout, "--ready-timeout") ?? TimeSpan.FromSeconds(60),
            warmUp,
            OptionValue.Duration(_flags.WarmUpLimit ?? file.WarmUpLimit, "--warm-up-limit") ?? TimeSpan.FromSeconds(120),
            cycles,
            every ?? new(warmUp, warmUp),
            restart,
            Limits(signal),
            Files())
        {
            Effects = effects,
        };
    }

    private EffectPlan? Effects(bool allowRemote, IReadOnlyList<Uri> served)
    {
        string? publish = _flags.Publish ?? file.Publish;
        string? ledger = _flags.Ledger ?? file.Ledger;
        int? messages = _flags.Messages ?? file.Messages;
        JsonElement? body = _flags.MessageBody ?? file.MessageBody;
        string? settle = _flags.SettleWithin ?? file.SettleWithin;
        if (publish is null || ledger is null)
        {
            return (publish, ledger, messages, body, settle) switch
            {
                (null, null, null, null, null) => null,
                (not null, _, _, _, _) => throw new DrillRefusedException("--publish needs --ledger: where the service writes down the id of each message that it has worked off."),
                (_, not null, _, _, _) => throw new DrillRefusedException("--ledger needs --publish: the queue that feeds the service."),
                _ => throw new DrillRefusedException("--messages, --message-body and --settle-within need --publish and --ledger."),
            };
        }

        var queue = QueueAddress.Parse(publish);
        var address = LedgerAddress.Parse(ledger, currentFolder);
        if (!allowRemote)
        {
            LoopbackGuard.Require(queue.Uri, queue.Display);
            if (address is LedgerAddress.Url { Uri: var url })
            {
                LoopbackGuard.Require(url, address.Display);
            }
            else if (address is LedgerAddress.Postgres postgres)
            {
                LoopbackGuard.Require(postgres.Uri, postgres.Display);
            }
        }

        string template = body is { } given ? RequestPlanner.BodyText(given) : EffectPlan.DefaultBody;
        if (queue is QueueAddress.Redis { IsList: true } && !template.Contains("{id}", StringComparison.Ordinal) && !template.Contains("{guid}", StringComparison.Ordinal))
        {
            throw new DrillRefusedException("An element of a Redis list is its body alone: --message-body must contain {id} or {guid}.");
        }

        return new(
            queue,
            OptionValue.Positive(messages ?? EffectPlan.DefaultMessages, "--messages"),
            template,
            address,
            OptionValue.Duration(settle, "--settle-within") ?? EffectPlan.DefaultSettleWithin)
        {
            LedgerIsServed = address is LedgerAddress.Url own && served.Any(own.IsOnOriginOf),
        };
    }

    private void RequireUrls(IReadOnlyList<string> command)
    {
        bool hasUrl = _flags.Url is { Count: > 0 } || file.Url is { Count: > 0 } || file.Requests is { Count: > 0 };
        bool hasReady = (_flags.Ready ?? file.Ready) is not null;
        if (!hasUrl || !hasReady)
        {
            string missing = (hasUrl, hasReady) switch { (false, false) => "--url and --ready are", (false, true) => "--url is", _ => "--ready is" };
            throw new DrillRefusedException(
                $"{missing} missing: the request to hold open while the service stops, and the URL that answers 2xx when it is ready. Perhaps: {string.Join(", ", UrlSuggestions.For(command, currentFolder))}.");
        }
    }

    private static int WaysIn(DrillFile source) => (source.Command is { Count: > 0 } ? 1 : 0) + (source.Pid is null ? 0 : 1) + (source.StopCommand is null ? 0 : 1);

    private ServiceAccess Service(bool startsAgain)
    {
        IReadOnlyList<string?> command = _ways.Command ?? [];
        string? start = Shell(_flags.StartCommand ?? file.StartCommand, "--start-command");
        int ways = WaysIn(_ways);
        if (ways != 1)
        {
            throw new DrillRefusedException(
                ways == 0
                    ? "What should be drilled? Give the command that starts the service after --, or --pid, or --stop-command."
                    : "A command after --, --pid and --stop-command are three ways to reach the service; give one.");
        }

        if (command.Count > 0 && (_flags.StartCommand ?? _ways.StartCommand) is not null)
        {
            throw new DrillRefusedException("--start-command goes with --pid or --stop-command; a command after -- is started again as it stands.");
        }

        if (command.Count == 0 && (_flags.SignalTo ?? _ways.SignalTo) is not null)
        {
            throw new DrillRefusedException("--signal-to goes with a command after --: with --pid that process gets the signal, with --stop-command the command sees to it.");
        }

        if (command.Count > 0 && (string.IsNullOrWhiteSpace(command[0]) || command.Contains(null)))
        {
            throw new DrillRefusedException("The command that starts the service has an empty program, or null for a word.");
        }

        if (startsAgain && command.Count == 0 && start is null)
        {
            throw new DrillRefusedException("--restart and more than one cycle need --start-command, which brings the service back.");
        }

        return command.Count > 0 ? new ServiceAccess.Started([.. command.OfType<string>()], Receiver())
            : _ways.Pid is { } id ? new ServiceAccess.Attached(OptionValue.Positive(id, "--pid"), start)
            : new ServiceAccess.Commanded(Shell(_ways.StopCommand, "--stop-command")!, start);
    }

    // An empty command succeeds in every shell, and does nothing.
    private static string? Shell(string? command, string option) =>
        command is not null && string.IsNullOrWhiteSpace(command) ? throw new DrillRefusedException($"'{command}' is not a value of {option}; write a command.") : command;

    private SignalReceiver Receiver() => (_flags.SignalTo ?? file.SignalTo ?? "listener") switch
    {
        "listener" => SignalReceiver.Listener,
        "command" => SignalReceiver.Command,
        var other => throw new DrillRefusedException($"'{other}' is not a value of --signal-to; use listener or command."),
    };

    private ReportFiles Files()
    {
        (string Option, string? Path)[] files =
        [
            ("--json", _flags.Json ?? file.Json),
            ("--junit", _flags.Junit ?? file.Junit),
            ("--html", _flags.Html ?? file.Html),
            ("--service-log", _flags.ServiceLog ?? file.ServiceLog),
        ];
        string?[] paths = [.. files.Select(entry => entry.Path is { } path ? Writable(path, entry.Option) : null)];
        return paths.OfType<string>().GroupBy(path => path).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new DrillRefusedException($"Two of {string.Join(", ", files.Select(entry => entry.Option))} lead to {twice.Key}; each needs a file of its own.")
            : new(paths[0], paths[1], paths[2], paths[3]);
    }

    // The whole path of a file that can be written, found out before the drill: makes its folder, and leaves the file as it was.
    private string Writable(string path, string option)
    {
        if (string.IsNullOrWhiteSpace(path))
        {
            throw new DrillRefusedException($"{option} needs the path of a file.");
        }

        try
        {
            string whole = Path.GetFullPath(path, currentFolder);
            if (Directory.Exists(whole))
            {
                throw new DrillRefusedException($"'{path}' is a folder; {option} needs the path of a file.");
            }

            Directory.CreateDirectory(Path.GetDirectoryName(whole)!);
            bool existed = File.Exists(whole);
            using (new FileStream(whole, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete))
            {
            }

            if (!existed)
            {
                File.Delete(whole);
            }

            return whole;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DrillRefusedException($"'{path}', which {option} names, cannot be written: {e.Message}", e);
        }
    }

    private DrillProfile Profile()
    {
        string name = _flags.Profile ?? file.Profile ?? DrillProfile.Default.Name;
        return DrillProfile.All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new DrillRefusedException($"'{name}' is not a profile; use {string.Join(", ", DrillProfile.All.Select(profile => profile.Name))}.");
    }

    private StopSignal? Signal() => (_flags.Signal ?? file.Signal)?.ToUpperInvariant() switch
    {
        null => null,
        "SIGTERM" or "TERM" => StopSignal.Sigterm,
        "SIGINT" or "INT" => StopSignal.Sigint,
        "SIGKILL" or "KILL" => StopSignal.Sigkill,
        var other => throw new DrillRefusedException($"'{other}' is not a value of --signal; use SIGTERM, SIGINT or SIGKILL."),
    };

    private FailOn Limits(StopSignal signal) =>
        (_flags.FailOn ?? file.FailOn) is not { } text ? FailOn.DefaultFor(signal)
        : FailOn.Parse(text, out string problem) ?? throw new DrillRefusedException(problem);
}
