using System.Text.Json;
using System.Text.Json.Serialization;

namespace GracefulAnalyzers.Cli.Drill;

/// <summary>A <c>drill.json</c>: the options of the command line by their names, and requests that differ from each other.</summary>
internal sealed record DrillFile
{
    public const string DefaultName = "drill.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
    };

    public static DrillFile Empty { get; } = new();

    public IReadOnlyList<string>? Command { get; init; }

    public int? Pid { get; init; }

    public string? StopCommand { get; init; }

    public string? StartCommand { get; init; }

    public string? SignalTo { get; init; }

    public string? Ready { get; init; }

    public IReadOnlyList<DrillFileRequest>? Requests { get; init; }

    public double? Rate { get; init; }

    public double? DrainRate { get; init; }

    public string? Profile { get; init; }

    public string? Signal { get; init; }

    public string? Grace { get; init; }

    public string? ReadyTimeout { get; init; }

    public string? WarmUp { get; init; }

    public string? WarmUpLimit { get; init; }

    public string? HangAfter { get; init; }

    public int? Cycles { get; init; }

    public string? Every { get; init; }

    public bool? Restart { get; init; }

    public bool? Resume { get; init; }

    public bool? Insecure { get; init; }

    public bool? AllowRemote { get; init; }

    public string? FailOn { get; init; }

    public string? Publish { get; init; }

    public int? Messages { get; init; }

    public JsonElement? MessageBody { get; init; }

    public string? Ledger { get; init; }

    public string? SettleWithin { get; init; }

    /// <exception cref="DrillRefusedException">There is no such file, or it does not say what a drill can be told.</exception>
    public static DrillFile Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DrillFile>(File.ReadAllText(path), Options) ?? Empty;
        }
        catch (JsonException e)
        {
            throw new DrillRefusedException($"{path} is no valid drill file: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DrillRefusedException($"{path} cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>One kind of request in a <c>drill.json</c>. The body is text, or JSON as it stands.</summary>
internal sealed record DrillFileRequest
{
    public string? Url { get; init; }

    public string? Method { get; init; }

    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public JsonElement? Body { get; init; }

    public string? BodyFile { get; init; }

    public int? Concurrency { get; init; }

    public bool? Endless { get; init; }

    public string? Complete { get; init; }

    public string? InBand { get; init; }
}
