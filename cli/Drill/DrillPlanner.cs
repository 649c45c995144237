using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Effects;
using GracefulAnalyzers.Cli.Drill.Endings;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>What the command line says; null where it says nothing.</summary>
internal sealed record DrillArguments(DrillFile Settings, IReadOnlyList<string> Urls, string? Method, IReadOnlyList<string> Headers, string? Body, string? BodyFile, int? Concurrency, bool? Endless, string? Complete, string? InBand, ReportFiles Files);

/// <summary>Makes a plan out of the command line and the drill file; the command line wins.</summary>
internal sealed class DrillPlanner(DrillArguments arguments, DrillFile file, string currentFolder)
{
    private const int DefaultConcurrency = 20;
    private const int MostConcurrent = 10_000;
    private const double LeastRate = 10;
    private const double DefaultDrainRate = 5;

    private readonly DrillFile _flags = arguments.Settings;

    /// <exception cref="DrillRefusedException">Something is missing or malformed; the message says what and how to mend it.</exception>
    public DrillPlan Plan()
    {
        IReadOnlyList<string> command = _flags.Command is { Count: > 0 } given ? given : file.Command ?? [];
        RequireUrls(command);
        Uri ready = Url(_flags.Ready ?? file.Ready!, "--ready", "http", "https");
        RequestPlan[] requests = arguments.Urls.Count > 0 ? FromFlags() : [.. file.Requests!.Select(FromFile)];
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
        return new(
            Service(command, cycles > 1 || restart),
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
            arguments.Files)
        {
            Effects = Effects(allowRemote),
        };
    }

    private EffectPlan? Effects(bool allowRemote)
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
                LoopbackGuard.Require(url);
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
            Duration(settle, "--settle-within") ?? EffectPlan.DefaultSettleWithin);
    }

    private void RequireUrls(IReadOnlyList<string> command)
    {
        bool hasUrl = arguments.Urls.Count > 0 || file.Requests is { Count: > 0 };
        bool hasReady = (_flags.Ready ?? file.Ready) is not null;
        if (!hasUrl || !hasReady)
        {
            string missing = (hasUrl, hasReady) switch { (false, false) => "--url and --ready are", (false, true) => "--url is", _ => "--ready is" };
            throw new DrillRefusedException(
                $"{missing} missing: the request to hold open while the service stops, and the URL that answers 2xx when it is ready. Perhaps: {string.Join(", ", UrlSuggestions.For(command, currentFolder))}.");
        }
    }

    private ServiceAccess Service(IReadOnlyList<string> command, bool startsAgain)
    {
        int? pid = _flags.Pid ?? file.Pid;
        string? stop = _flags.StopCommand ?? file.StopCommand;
        string? start = _flags.StartCommand ?? file.StartCommand;
        int ways = (command.Count > 0 ? 1 : 0) + (pid is null ? 0 : 1) + (stop is null ? 0 : 1);
        if (ways != 1)
        {
            throw new DrillRefusedException(
                ways == 0
                    ? "What should be drilled? Give the command that starts the service after --, or --pid, or --stop-command."
                    : "A command after --, --pid and --stop-command are three ways to reach the service; give one.");
        }

        if (startsAgain && command.Count == 0 && start is null)
        {
            throw new DrillRefusedException("--restart and more than one cycle need --start-command, which brings the service back.");
        }

        return command.Count > 0 ? new ServiceAccess.Started(command, Receiver())
            : pid is { } id ? new ServiceAccess.Attached(Positive(id, "--pid"), start)
            : new ServiceAccess.Commanded(stop!, start);
    }

    private SignalReceiver Receiver() => (_flags.SignalTo ?? file.SignalTo ?? "listener") switch
    {
        "listener" => SignalReceiver.Listener,
        "command" => SignalReceiver.Command,
        var other => throw new DrillRefusedException($"'{other}' is not a value of --signal-to; use listener or command."),
    };

    private RequestPlan[] FromFlags()
    {
        int concurrency = Concurrent(arguments.Concurrency ?? DefaultConcurrency);
        string? body = arguments.Body ?? (arguments.BodyFile is { } path ? ReadBody(path) : null);
        KeyValuePair<string, string>[] headers = [.. arguments.Headers.Select(Header)];
        return
        [
            .. arguments.Urls.Select((url, index) => new RequestPlan(
                LoadUrl(url),
                Method(arguments.Method, body),
                headers,
                body,
                Math.Max(1, (concurrency / arguments.Urls.Count) + (index < concurrency % arguments.Urls.Count ? 1 : 0)),
                arguments.Endless ?? false,
                Pattern(arguments.Complete, "--complete"),
                Pattern(arguments.InBand, "--in-band"))),
        ];
    }

    private RequestPlan FromFile(DrillFileRequest request)
    {
        string? body = request.Body is { ValueKind: not (JsonValueKind.Null or JsonValueKind.Undefined) } given ? BodyText(given)
            : request.BodyFile is { } path ? ReadBody(path)
            : arguments.Body;
        return new(
            LoadUrl(request.Url ?? throw new DrillRefusedException("A request in the drill file has no url.")),
            Method(request.Method ?? arguments.Method, body),
            [.. request.Headers ?? new Dictionary<string, string>(), .. arguments.Headers.Select(Header)],
            body,
            Concurrent(request.Concurrency ?? arguments.Concurrency ?? DefaultConcurrency),
            request.Endless ?? arguments.Endless ?? false,
            Pattern(request.Complete ?? arguments.Complete, "--complete"),
            Pattern(request.InBand ?? arguments.InBand, "--in-band"));
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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DrillRefusedException($"The body cannot be read from {path}: {e.Message}", e);
        }
    }

    private static string BodyText(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

    private static KeyValuePair<string, string> Header(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new(text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new DrillRefusedException($"'{text}' is not a header; write 'Name: value'.");
    }

    private static HttpMethod Method(string? name, string? body)
    {
        try
        {
            return name is null ? (body is null ? HttpMethod.Get : HttpMethod.Post) : new HttpMethod(name.ToUpperInvariant());
        }
        catch (FormatException e)
        {
            throw new DrillRefusedException($"'{name}' is not an HTTP method.", e);
        }
    }

    private static Uri LoadUrl(string text) => Url(text, "--url", "http", "https", "ws", "wss");

    private static Uri Url(string text, string option, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme)
            ? url
            : throw new DrillRefusedException($"'{text}' is not a value of {option}; write an absolute URL that begins with {string.Join(", ", schemes.Select(scheme => scheme + "://"))}.");

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
