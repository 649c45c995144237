using System.Buffers;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>Plans the requests that are held: what the command line says wins over a request in the file, and that over the file's top level.</summary>
internal sealed class RequestPlanner(DrillSettings line, DrillSettings file, string currentFolder)
{
    // RFC 9110's token.
    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    private readonly FirstToSay _said = new(line, file);

    /// <exception cref="DrillRefusedException">Something is malformed, or contradicts something else.</exception>
    public RequestPlan[] Plan()
    {
        if (file.Says(DrillOptions.Url) && file.Requests is { Count: > 0 })
        {
            throw new DrillRefusedException("url and requests in the drill file are two ways to name the requests; give one.");
        }

        RequestSettings[] requests = _said.Find(DrillOptions.Url) is { } urls
            ? [.. urls.Select(url => new RequestSettings { Url = url })]
            : [.. file.Requests!.Select(request => request ?? throw new DrillRefusedException("A request in the drill file is null."))];
        return [.. requests.Zip(Shares(requests), Request)];
    }

    // A total is shared by the requests without a number of their own; that of the command line by all.
    private int[] Shares(IReadOnlyList<RequestSettings> requests)
    {
        int total = _said.Get(DrillOptions.Concurrency);
        int?[] own = [.. requests.Select(request => line.Says(DrillOptions.Concurrency) ? null : request.FindValue(DrillOptions.Concurrency))];
        int sharers = own.Count(number => number is null);
        int shared = 0;
        return [.. own.Select(number => number ?? Math.Max(1, (total / sharers) + (shared++ < total % sharers ? 1 : 0)))];
    }

    private RequestPlan Request(RequestSettings request, int concurrency)
    {
        OptionSource[] sources = [line, request, file];
        var said = new FirstToSay(sources);
        string? body = sources.Select(Body).FirstOrDefault(text => text is not null);

        // Each of the two says what the other would: the one that is nearer to the command line wins.
        bool endless = sources.Select(EndlessIn).FirstOrDefault(known => known is not null) ?? false;
        string url = request.Url ?? throw new DrillRefusedException("A request in the drill file has no url.");
        return new(
            ReadAs.Url(url, DrillOptions.Url.Flag, "http", "https", "ws", "wss"),
            said.Find(DrillOptions.Method) ?? (body is null ? HttpMethod.Get : HttpMethod.Post),
            Headers(sources),
            body,
            concurrency,
            endless,
            endless ? null : said.Find(DrillOptions.Complete),
            said.Find(DrillOptions.InBand));
    }

    private static bool? EndlessIn(OptionSource source) => (source.FindValue(DrillOptions.Endless), source.Says(DrillOptions.Complete)) switch
    {
        (true, true) => throw new DrillRefusedException("--endless and --complete contradict each other: a stream without an end has no last event."),
        (null, true) => false,
        (var endless, _) => endless,
    };

    private string? Body(OptionSource source) => (source.Find(DrillOptions.Body), source.Find(DrillOptions.BodyFile)) switch
    {
        (null, { } path) => ReadBody(path),
        (var text, null) => text,
        _ => throw new DrillRefusedException("--body and --body-file are two ways to give the body; give one."),
    };

    // A name that comes again nearer to the command line replaces the one before; within one source it may come more than once.
    private static List<KeyValuePair<string, string>> Headers(IEnumerable<OptionSource> sources)
    {
        List<KeyValuePair<string, string>> all = [];
        foreach (OptionSource source in sources)
        {
            HashSet<string> taken = new(all.Select(header => header.Key), StringComparer.OrdinalIgnoreCase);
            IEnumerable<KeyValuePair<string, string?>> own = source.Find(DrillOptions.Header) ?? [];
            all.AddRange(own.Where(header => !taken.Contains(header.Key)).Select(header => Checked(header.Key, header.Value)));
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

    // What cannot be sent would otherwise fail with every request, and look like the service's fault.
    private static KeyValuePair<string, string> Checked(string name, string? value) =>
        name.Length == 0 || name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? throw new DrillRefusedException($"'{name}' is not the name of a header; write 'Name: value'.")
        : value is null || value.Any(character => character is not ('\t' or (>= ' ' and <= '~')))
            ? throw new DrillRefusedException($"The value of the header {name} cannot be sent; write it in ASCII, on one line.")
        : new(name, value);
}
