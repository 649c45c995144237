using System.Buffers;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Plans the requests that are held: what the command line says wins over a request in the file, and that over the file's top level.</summary>
/// <param name="headers">The command line's headers as they were written; a name may come more than once.</param>
internal sealed class RequestPlanner(DrillFile flags, IReadOnlyList<string> headers, DrillFile file, string currentFolder)
{
    private const int DefaultConcurrency = 20;
    private const int MostConcurrent = 10_000;

    // RFC 9110's token.
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <exception cref="DrillRefusedException">Something is malformed, or contradicts something else.</exception>
    public RequestPlan[] Plan()
    {
        if (file is { Url.Count: > 0, Requests.Count: > 0 })
        {
            throw new DrillRefusedException("url and requests in the drill file are two ways to name the requests; give one.");
        }

        IReadOnlyList<string?> urls = flags.Url is { Count: > 0 } given ? given : file.Url ?? [];
        DrillFileRequest[] requests = urls.Count > 0
            ? [.. urls.Select(url => new DrillFileRequest { Url = url })]
            : [.. file.Requests!.Select(request => request ?? throw new DrillRefusedException("A request in the drill file is null."))];
        return [.. requests.Zip(Shares(requests), Request)];
    }

    // A total is shared by the requests without a number of their own; that of the command line by all.
    private int[] Shares(IReadOnlyList<DrillFileRequest> requests)
    {
        int total = Concurrent(flags.Concurrency ?? file.Concurrency ?? DefaultConcurrency);
        int?[] own = [.. requests.Select(request => flags.Concurrency is null ? request.Concurrency : null)];
        int sharers = own.Count(number => number is null);
        int shared = 0;
        return [.. own.Select(number => number is { } known ? Concurrent(known) : Math.Max(1, (total / sharers) + (shared++ < total % sharers ? 1 : 0)))];
    }

    private RequestPlan Request(DrillFileRequest request, int concurrency)
    {
        RequestValues[] sources = [flags, request, file];
        string? body = First(Body);

        // Each of the two says what the other would: the one that is nearer to the command line wins.
        bool endless = sources.Select(EndlessIn).FirstOrDefault(said => said is not null) ?? false;
        return new(
            LoadUrl(request.Url ?? throw new DrillRefusedException("A request in the drill file has no url.")),
            Method(First(source => source.Method), body),
            Headers(request),
            body,
            concurrency,
            endless,
            endless ? null : Pattern(First(source => source.Complete), "--complete", SafeRegex.Create),
            Pattern(First(source => source.InBand), "--in-band", SafeRegex.CreateForLines));

        string? First(Func<RequestValues, string?> value) => sources.Select(value).FirstOrDefault(text => text is not null);
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

    /// <summary>A body as it is sent: a text in JSON is meant as it reads, everything else as it stands.</summary>
    public static string BodyText(JsonElement body) => body.ValueKind == JsonValueKind.String ? body.GetString()! : body.GetRawText();

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

    private static Uri LoadUrl(string text) => OptionValue.Url(text, "--url", "http", "https", "ws", "wss");

    private static Regex? Pattern(string? text, string option, Func<string, Regex> create)
    {
        try
        {
            return text is null ? null : create(text);
        }
        catch (ArgumentException e)
        {
            throw new DrillRefusedException($"'{text}' is not a value of {option}: {e.Message}", e);
        }
    }

    private static int Concurrent(int number) =>
        OptionValue.Positive(number, "--concurrency") <= MostConcurrent ? number : throw new DrillRefusedException($"--concurrency can be at most {MostConcurrent}.");
}
