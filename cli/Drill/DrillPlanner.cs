using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Effects;
using GracefulAnalyzers.Cli.Drill.Endings;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>Makes a plan out of the command line and the drill file; the command line wins.</summary>
/// <param name="flags">What the command line says; null where it says nothing.</param>
/// <param name="headers">The command line's headers as they were written; a name may come more than once.</param>
internal sealed class DrillPlanner(DrillFile flags, IReadOnlyList<string> headers, DrillFile file, string currentFolder)
{
    private const int DefaultConcurrency = 20;
    private const int MostConcurrent = 10_000;
    private const double LeastRate = 10;
    private const double DefaultDrainRate = 5;

    // RFC 9110's token.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly DrillFile _flags = flags;

    // One way to the service on the command line replaces whatever the file names.
    private readonly DrillFile _ways = WaysIn(flags) > 0 ? flags : file;

    /// <exception cref="DrillRefusedException">Something is missing or malformed; the message says what and how to mend it.</exception>
    public DrillPlan Plan()
    {
        RequireUrls(_ways.Command ?? []);
        Uri ready = Url(_flags.Ready ?? file.Ready!, "--ready", "http", "https");
        RequestPlan[] requests = Requests();
        bool allowRemote = _flags.AllowRemote ?? file.AllowRemote ?? false;
        if (!allowRemote)
        {
            LoopbackGuard.Require(ready);
            Array.ForEach(requests, request => LoopbackGuard.Require(request.Url));
        }

        DrillProfile profile = Profile();
        StopSignal signal = Signal() ?? profile.Signal;
        int cycles = Positive(_flags.Cycles ?? file.Cycles ?? 1, "--cycles");
        DurationRange? every = Range(_flags.Every ?? file.Every, "--every");
        if (every is not null && cycles == 1)
        {
            throw new DrillRefusedException("--every is the time between cycles; say how many with --cycles.");
        }

        TimeSpan grace = Duration(_flags.Grace ?? file.Grace, "--grace") ?? profile.Grace;
        TimeSpan warmUp = Duration(_flags.WarmUp ?? file.WarmUp, "--warm-up") ?? TimeSpan.FromSeconds(5);
        double rate = Rate(_flags.Rate ?? file.Rate ?? Math.Max(LeastRate, requests.Sum(request => request.Concurrency)), "--rate", least: 0.01);
        double drainRate = Rate(_flags.DrainRate ?? file.DrainRate ?? DefaultDrainRate, "--drain-rate", least: 0);
        TimeSpan hangAfter = Duration(_flags.HangAfter ?? file.HangAfter, "--hang-after") ?? TimeSpan.FromSeconds(30);
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
            Duration(_flags.ReadyTimeout ?? file.ReadyTimeout, "--ready-timeout") ?? TimeSpan.FromSeconds(60),
            warmUp,
            Duration(_flags.WarmUpLimit ?? file.WarmUpLimit, "--warm-up-limit") ?? TimeSpan.FromSeconds(120),
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

        string template = body is { } given ? BodyText(given) : EffectPlan.DefaultBody;
        if (queue is QueueAddress.Redis { IsList: true } && !template.Contains("{id}", StringComparison.Ordinal) && !template.Contains("{guid}", StringComparison.Ordinal))
        {
            throw new DrillRefusedException("An element of a Redis list is its body alone: --message-body must contain {id} or {guid}.");
        }

        return new(
            queue,
            Positive(messages ?? EffectPlan.DefaultMessages, "--messages"),
            template,
            address,
            Duration(settle, "--settle-within") ?? EffectPlan.DefaultSettleWithin)
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
            : _ways.Pid is { } id ? new ServiceAccess.Attached(Positive(id, "--pid"), start)
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

    private RequestPlan[] Requests()
    {
        if (file is { Url.Count: > 0, Requests.Count: > 0 })
        {
            throw new DrillRefusedException("url and requests in the drill file are two ways to name the requests; give one.");
        }

        IReadOnlyList<string?> urls = _flags.Url is { Count: > 0 } given ? given : file.Url ?? [];
        DrillFileRequest[] requests = urls.Count > 0
            ? [.. urls.Select(url => new DrillFileRequest { Url = url })]
            : [.. file.Requests!.Select(request => request ?? throw new DrillRefusedException("A request in the drill file is null."))];
        return [.. requests.Zip(Shares(requests), Request)];
    }

    // A total is shared by the requests without a number of their own; that of the command line by all.
    private int[] Shares(IReadOnlyList<DrillFileRequest> requests)
    {
        int total = Concurrent(_flags.Concurrency ?? file.Concurrency ?? DefaultConcurrency);
        int?[] own = [.. requests.Select(request => _flags.Concurrency is null ? request.Concurrency : null)];
        int sharers = own.Count(number => number is null);
        int shared = 0;
        return [.. own.Select(number => number is { } known ? Concurrent(known) : Math.Max(1, (total / sharers) + (shared++ < total % sharers ? 1 : 0)))];
    }

    private RequestPlan Request(DrillFileRequest request, int concurrency)
    {
        RequestValues[] sources = [_flags, request, file];
        string? body = sources.Select(Body).FirstOrDefault(text => text is not null);

        // Each of the two says what the other would: the one that is nearer to the command line wins.
        bool endless = sources.Select(EndlessIn).FirstOrDefault(said => said is not null) ?? false;
        return new(
            LoadUrl(request.Url ?? throw new DrillRefusedException("A request in the drill file has no url.")),
            Method(sources.Select(source => source.Method).FirstOrDefault(name => name is not null), body),
            Headers(request),
            body,
            concurrency,
            endless,
            endless ? null : Pattern(sources.Select(source => source.Complete).FirstOrDefault(text => text is not null), "--complete"),
            Pattern(sources.Select(source => source.InBand).FirstOrDefault(text => text is not null), "--in-band"));
    }

    private static bool? EndlessIn(RequestValues source) => source switch
    {
        { Endless: true, Complete: not null } => throw new DrillRefusedException("--endless and --complete contradict each other: a stream without an end has no last event."),
        { Endless: null, Complete: not null } => false,
        _ => source.Endless,
    };

    private string? Body(RequestValues source) => (source.Body, source.BodyFile) switch
    {
        (null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }, null) => null,
        (null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined }, { } path) => ReadBody(path),
        ({ } text, null) => BodyText(text),
        _ => throw new DrillRefusedException("--body and --body-file are two ways to give the body; give one."),
    };

    // A name that comes again nearer to the command line replaces the one before.
    private List<KeyValuePair<string, string>> Headers(DrillFileRequest request)
    {
        List<KeyValuePair<string, string>> all = [.. headers.Select(Header)];
        foreach (RequestValues source in new RequestValues[] { request, file })
        {
            HashSet<string> taken = new(all.Select(header => header.Key), StringComparer.OrdinalIgnoreCase);
            all.AddRange((source.Headers ?? new Dictionary<string, string?>()).Where(header => !taken.Contains(header.Key)).Select(header => Checked(header.Key, header.Value)));
        }

        return all;
    }

    private ReportFiles Files()
    {
        (string Option, string? Path)[] files =
        [
            ("--json", _flags.Json ?? file.Json),
            ("--junit", _flags.Junit ?? file.Junit),
            ("--html", _flags.Html ?? file.Html),
            ("--service-log", _flags.ServiceLog ?? file.ServiceLog),
        ];
        string?[] paths = [.. files.Select(entry => entry.Path is { } path ? ReportFiles.Writable(path, entry.Option, currentFolder) : null)];
        return paths.OfType<string>().GroupBy(path => path).FirstOrDefault(group => group.Count() > 1) is { } twice
            ? throw new DrillRefusedException($"Two of {string.Join(", ", files.Select(entry => entry.Option))} lead to {twice.Key}; each needs a file of its own.")
            : new(paths[0], paths[1], paths[2], paths[3]);
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

    private string ReadBody(string path)
    {
        try
        {
            return File.ReadAllText(Path.GetFullPath(path, currentFolder));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DrillRefusedException($"The body cannot be read from {(path.Length == 0 ? "''" : path)}: {e.Message}", e);
        }
    }

    private static string BodyText(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

    private static KeyValuePair<string, string> Header(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? Checked(text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new DrillRefusedException($"'{text}' is not a header; write 'Name: value'.");
    }

    // What cannot be sent would otherwise fail with every request, and look like the service's fault.
    private static KeyValuePair<string, string> Checked(string name, string? value) =>
        name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters) ? throw new DrillRefusedException($"'{name}' is not the name of a header; write 'Name: value'.")
        : value is null || value.Any(character => character is not ('\t' or (>= ' ' and <= '~'))) ? throw new DrillRefusedException($"The value of the header {name} cannot be sent; write it in ASCII, on one line.")
        : new(name, value);

    private static HttpMethod Method(string? name, string? body)
    {
        try
        {
            return name is null ? (body is null ? HttpMethod.Get : HttpMethod.Post) : new HttpMethod(name.ToUpperInvariant());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new DrillRefusedException($"'{name}' is not an HTTP method.", e);
        }
    }

    private static Uri LoadUrl(string text) => Url(text, "--url", "http", "https", "ws", "wss");

    private static Uri Url(string text, string option, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme)
            ? url
            : throw new DrillRefusedException($"'{AddressText.Masked(text)}' is not a value of {option}; write an absolute URL that begins with {string.Join(", ", schemes.Select(scheme => scheme + "://"))}.");

    private static Regex? Pattern(string? text, string option)
    {
        try
        {
            return text is null ? null : SafeRegex.Create(text);
        }
        catch (ArgumentException e)
        {
            throw new DrillRefusedException($"'{text}' is not a value of {option}: {e.Message}", e);
        }
    }

    private static TimeSpan? Duration(string? text, string option) =>
        text is null ? null
        : DurationText.TryParse(text, out TimeSpan duration) && duration > TimeSpan.Zero ? duration
        : throw new DrillRefusedException($"'{text}' is not a value of {option}; write a duration such as 500ms, 30s or 2m.");

    private static DurationRange? Range(string? text, string option) =>
        text is null ? null
        : DurationText.TryParseRange(text, out DurationRange range) ? range
        : throw new DrillRefusedException($"'{text}' is not a value of {option}; write a duration such as 30s, or a range such as 20s..60s.");

    private static int Positive(int number, string option) =>
        number > 0 ? number : throw new DrillRefusedException($"{option} must be at least 1.");

    private static int Concurrent(int number) =>
        Positive(number, "--concurrency") <= MostConcurrent ? number : throw new DrillRefusedException($"--concurrency can be at most {MostConcurrent}.");

    private static double Rate(double perSecond, string option, double least) =>
        perSecond >= least && perSecond <= 100_000 ? perSecond : throw new DrillRefusedException($"{option} must be a number of requests per second, at least {least.ToString(System.Globalization.CultureInfo.InvariantCulture)}.");
}
