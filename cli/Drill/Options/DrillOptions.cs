using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>The options of a drill, in the order of the help and of the documentation. What is not here, no drill can be told.</summary>
internal static class DrillOptions
{
    private static readonly List<DrillOption> Declared = [];

    public static IReadOnlyList<DrillOption> All => Declared;

    public static DrillOption<Uri> Ready { get; } =
        Declare("--ready", "URL", Written.Text, ReadAs.HttpUrl, "Answers 2xx when the service is ready.").Required();

    public static DrillOption<IReadOnlyList<string?>> Url { get; } =
        Declare("--url", "URL", Written.Texts, ReadAs.Written, "What to hold open while the service stops: http, https, ws or wss; may be repeated.")
            .Required();

    public static DrillOption<HttpMethod> Method { get; } =
        Declare("--method", "METHOD", Written.Text, ReadAs.Method, "The request's method.").OrElse("GET, or POST with a body").OfRequest();

    public static DrillOption<IReadOnlyList<KeyValuePair<string, string?>>> Header { get; } =
        Declare("--header", "'Name: value'", Written.Headers, ReadAs.Headers, "A request header; may be repeated.").Also("-H").InFile("headers").OfRequest();

    public static DrillOption<string> Body { get; } =
        Declare("--body", "TEXT", Written.Json, ReadAs.Body, "The request's body; for a WebSocket, its first message.").OfRequest();

    public static DrillOption<string> BodyFile { get; } =
        Declare("--body-file", "FILE", Written.Text, ReadAs.Written, "The request's body, from a file.").OfRequest();

    public static DrillOption<int> Concurrency { get; } =
        Declare("--concurrency", "N", Written.Whole, ReadAs.Concurrency, "Requests held in flight, over all URLs.").Or(20).OfRequest();

    public static DrillOption<double> Rate { get; } =
        Declare("--rate", "N", Written.Number, ReadAs.Rate(least: 0.01), "Requests started per second, at most.").OrElse("as many as are held, at least 10");

    public static DrillOption<double> DrainRate { get; } =
        Declare("--drain-rate", "N", Written.Number, ReadAs.Rate(least: 0), "New requests per second between signal and exit, beside those that are held.")
            .Or(5);

    public static DrillOption<Regex> Complete { get; } =
        Declare("--complete", "REGEX", Written.Text, ReadAs.Pattern(SafeRegex.Create), "What the end of a complete answer looks like.")
            .OrElse("learned from the warm-up").OfRequest();

    public static DrillOption<Regex> InBand { get; } =
        Declare(
            "--in-band",
            "REGEX",
            Written.Text,
            ReadAs.Pattern(SafeRegex.CreateForLines),
            "What a stream's end looks like when the service ended it on purpose.")
            .OrElse("""event: error, {"error":...} and the like""").OfRequest();

    public static DrillOption<bool> Endless { get; } =
        Declare("--endless", null, Written.Flag, ReadAs.Written, "The streams have no end of their own; only an in-band end is a good one.").OfRequest();

    public static DrillOption<bool> Resume { get; } =
        Declare("--resume", null, Written.Flag, ReadAs.Written, "Continue streams that were cut or ended in-band with Last-Event-ID, and count them.")
            .Or(false);

    public static DrillOption<TimeSpan> HangAfter { get; } =
        Declare("--hang-after", "TIME", Written.Text, ReadAs.Duration, "A request without a byte for this long hangs.").Or("30s");

    public static DrillOption<DrillProfile> Profile { get; } =
        Declare(
            "--profile",
            "NAME",
            Written.Text,
            ReadAs.Profile,
            $"Signal and grace of a platform: {string.Join(", ", DrillProfile.All.Select(profile => profile.Description))}.")
            .Or(DrillProfile.Default.Name);

    public static DrillOption<StopSignal> Signal { get; } =
        Declare("--signal", string.Join('|', StopSignals.Names), Written.Text, ReadAs.Signal, "The signal that stops the service.").OrElse("the profile's");

    public static DrillOption<TimeSpan> Grace { get; } =
        Declare("--grace", "TIME", Written.Text, ReadAs.Duration, "From the signal to SIGKILL.").OrElse("the profile's");

    public static DrillOption<SignalReceiver> SignalTo { get; } =
        Declare(
            "--signal-to",
            "listener|command",
            Written.Text,
            ReadAs.Receiver,
            "Which process gets the signal: the one that listens on the URL's port, or the command itself, as a container's process 1 would.").Or("listener");

    public static DrillOption<int> Pid { get; } =
        Declare("--pid", "ID", Written.Whole, ReadAs.Positive, "Drill a process that is running already.");

    public static DrillOption<string> StopCommand { get; } =
        Declare(
            "--stop-command",
            "COMMAND",
            Written.Text,
            ReadAs.ShellCommand,
            "Drill a service elsewhere: stops it and returns when it is gone, such as 'docker stop chat'.");

    public static DrillOption<string> StartCommand { get; } =
        Declare("--start-command", "COMMAND", Written.Text, ReadAs.ShellCommand, "With --pid or --stop-command: brings the service back.");

    public static DrillOption<TimeSpan> ReadyTimeout { get; } =
        Declare("--ready-timeout", "TIME", Written.Text, ReadAs.Duration, "How long the service may take to become ready.").Or("60s");

    public static DrillOption<TimeSpan> WarmUp { get; } =
        Declare("--warm-up", "TIME", Written.Text, ReadAs.Duration, "Load before the first signal.").Or("5s");

    public static DrillOption<TimeSpan> WarmUpLimit { get; } =
        Declare("--warm-up-limit", "TIME", Written.Text, ReadAs.Duration, "How long the warm-up may last until 3 answers are complete.").Or("2m");

    public static DrillOption<int> Cycles { get; } =
        Declare("--cycles", "N", Written.Whole, ReadAs.Positive, "How many times the service is stopped; it is started again in between.").Or(1);

    public static DrillOption<DurationRange> Every { get; } =
        Declare("--every", "TIME[..TIME]", Written.Text, ReadAs.Range, "Undisturbed load between cycles, drawn anew for each, such as 20s..60s.")
            .OrElse("as long as the warm-up");

    public static DrillOption<bool> Restart { get; } =
        Declare("--restart", null, Written.Flag, ReadAs.Written, "Start the service again after the last cycle too.").Or(false);

    public static DrillOption<bool> Insecure { get; } =
        Declare("--insecure", null, Written.Flag, ReadAs.Written, "Accept any TLS certificate.").Or(false);

    public static DrillOption<bool> AllowRemote { get; } =
        Declare("--allow-remote", null, Written.Flag, ReadAs.Written, "Allow URLs that lead to other machines.").Or(false);

    public static DrillOption<QueueAddress> Publish { get; } =
        Declare(
            "--publish",
            "URL",
            Written.Text,
            (text, _) => QueueAddress.Parse(text),
            "Feeds the service's queue with messages of known ids: rabbitmq://host:port/queue or redis://host:port/key (?type=stream or list). "
                + "Needs --ledger.");

    public static DrillOption<int> Messages { get; } =
        Declare("--messages", "N", Written.Whole, ReadAs.Positive, "Messages published, before and during the cycles.").Or(100);

    public static DrillOption<string> MessageBody { get; } =
        Declare("--message-body", "TEXT", Written.Json, ReadAs.Body, "{id}, {guid} and {n} are replaced.")
            .Or(JsonSerializer.SerializeToElement(EffectPlan.DefaultBody));

    public static DrillOption<string> Ledger { get; } =
        Declare(
            "--ledger",
            "FILE|URL|SQL",
            Written.Text,
            ReadAs.Written,
            "Where the ids of the messages' effects are: a file or URL with one id per line, NDJSON with id or a JSON array, "
                + "'sqlite:FILE?query=SELECT ...' or 'postgres://host/database?query=SELECT ...'.");

    public static DrillOption<TimeSpan> SettleWithin { get; } =
        Declare(
            "--settle-within",
            "TIME",
            Written.Text,
            ReadAs.Duration,
            "After the cycles: how long nothing new may come before what is missing counts as lost.")
            .Or("30s");

    public static DrillOption<FailOn> FailOn { get; } =
        Declare("--fail-on", "NAME=NUMBER,...", Written.Text, ReadAs.Limits, $"The largest counts that pass: {Plan.FailOn.Names}.")
            .OrElse($"{Plan.FailOn.DefaultFor(StopSignal.Sigterm)}; with SIGKILL {Plan.FailOn.DefaultFor(StopSignal.Sigkill)}");

    public static DrillOption<string> Json { get; } = Declare("--json", "FILE", Written.Text, ReadAs.Written, "Write the report as JSON.");

    public static DrillOption<string> Junit { get; } = Declare("--junit", "FILE", Written.Text, ReadAs.Written, "Write the verdicts as JUnit XML.");

    public static DrillOption<string> Html { get; } =
        Declare("--html", "FILE", Written.Text, ReadAs.Written, "Write one self-contained page with the timeline.");

    public static DrillOption<string> ServiceLog { get; } =
        Declare("--service-log", "FILE", Written.Text, ReadAs.Written, "Write everything that the service prints.");

    public static DrillOption<string> File { get; } =
        Declare("--file", "FILE", Written.Text, ReadAs.Written, "Options and requests in JSON; options on the command line win.")
            .OrElse($"{DrillFile.DefaultName} in the current folder, if there is one").InFile(null);

    private static DrillOption<TWritten, T> Declare<TWritten, T>(
        string flag, string? valueName, WrittenForm<TWritten> form, Func<TWritten, string, T> read, string meaning)
        where TWritten : notnull
        where T : notnull
    {
        var option = new DrillOption<TWritten, T>(flag, valueName, form, read, meaning);
        Declared.Add(option);
        return option;
    }
}
