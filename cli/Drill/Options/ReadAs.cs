using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>Makes values of what is written for options; a malformed one is refused by its option's flag.</summary>
internal static class ReadAs
{
    private const int MostConcurrent = 10_000;

    /// <summary>As it stands.</summary>
    public static T Written<T>(T written, string flag) => written;

    public static Uri HttpUrl(string text, string flag) => Url(text, flag, "http", "https");

    public static Uri Url(string text, string flag, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme)
            ? url
            : throw new DrillRefusedException($"'{AddressText.Masked(text)}' is not a value of {flag}; "
                + $"write an absolute URL that begins with {string.Join(", ", schemes.Select(scheme => scheme + "://"))}.");

    public static TimeSpan Duration(string text, string flag) =>
        DurationText.TryParse(text, out TimeSpan duration) && duration > TimeSpan.Zero
            ? duration
            : throw new DrillRefusedException($"'{text}' is not a value of {flag}; write a duration such as 500ms, 30s or 2m.");

    public static DurationRange Range(string text, string flag) =>
        DurationText.TryParseRange(text, out DurationRange range)
            ? range
            : throw new DrillRefusedException($"'{text}' is not a value of {flag}; write a duration such as 30s, or a range such as 20s..60s.");

    public static int Positive(int number, string flag) => number > 0 ? number : throw new DrillRefusedException($"{flag} must be at least 1.");

    public static int Concurrency(int number, string flag) =>
        Positive(number, flag) <= MostConcurrent ? number : throw new DrillRefusedException($"{flag} can be at most {MostConcurrent}.");

    /// <summary>A number of requests per second.</summary>
    public static Func<double, string, double> Rate(double least) => (perSecond, flag) =>
        perSecond >= least && perSecond <= 100_000
            ? perSecond
            : throw new DrillRefusedException($"{flag} must be a number of requests per second, at least {least.ToString(CultureInfo.InvariantCulture)}.");

    public static Func<string, string, Regex> Pattern(Func<string, Regex> create) => (text, flag) =>
    {
        try
        {
            return create(text);
        }
        catch (ArgumentException e)
        {
            throw new DrillRefusedException($"'{text}' is not a value of {flag}: {e.Message}", e);
        }
    };

    // An empty command succeeds in every shell, and does nothing.
    public static string ShellCommand(string text, string flag) =>
        string.IsNullOrWhiteSpace(text) ? throw new DrillRefusedException($"'{text}' is not a value of {flag}; write a command.") : text;

    public static HttpMethod Method(string name, string flag)
    {
        try
        {
            return new(name.ToUpperInvariant());
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new DrillRefusedException($"'{name}' is not an HTTP method.", e);
        }
    }

    /// <summary>A body as it is sent: a text in JSON is meant as it reads, everything else as it stands.</summary>
    public static string Body(JsonElement body, string flag) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

    /// <summary>Names and values, not checked yet: one that another source replaces may be malformed.</summary>
    public static IReadOnlyList<KeyValuePair<string, string?>> Headers(object written, string flag) =>
        written is IReadOnlyDictionary<string, string?> named ? [.. named] : [.. ((string[])written).Select(Header)];

    public static DrillProfile Profile(string name, string flag) =>
        DrillProfile.All.FirstOrDefault(profile => profile.Name == name)
            ?? throw new DrillRefusedException($"'{name}' is not a profile; use {string.Join(", ", DrillProfile.All.Select(profile => profile.Name))}.");

    public static StopSignal Signal(string name, string flag) => name.ToUpperInvariant() switch
    {
        "SIGTERM" or "TERM" => StopSignal.Sigterm,
        "SIGINT" or "INT" => StopSignal.Sigint,
        "SIGKILL" or "KILL" => StopSignal.Sigkill,
        var other => throw new DrillRefusedException($"'{other}' is not a value of {flag}; use SIGTERM, SIGINT or SIGKILL."),
    };

    public static SignalReceiver Receiver(string name, string flag) => name switch
    {
        "listener" => SignalReceiver.Listener,
        "command" => SignalReceiver.Command,
        _ => throw new DrillRefusedException($"'{name}' is not a value of {flag}; use listener or command."),
    };

    public static FailOn Limits(string text, string flag) => FailOn.Parse(text, out string problem) ?? throw new DrillRefusedException(problem);

    private static KeyValuePair<string, string?> Header(string text)
    {
        int colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon > 0
            ? new(text[..colon].Trim(), text[(colon + 1)..].Trim())
            : throw new DrillRefusedException($"'{text}' is not a header; write 'Name: value'.");
    }
}
