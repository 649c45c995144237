using System.Text.Json;
using System.Text.Json.Serialization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>What can be said of a request; null where nothing is said. The body is text, or JSON as it stands.</summary>
internal abstract record RequestValues
{
    public string? Method { get; init; }

    public IReadOnlyDictionary<string, string?>? Headers { get; init; }

    public JsonElement? Body { get; init; }

    public string? BodyFile { get; init; }

    public int? Concurrency { get; init; }

    public bool? Endless { get; init; }

    public string? Complete { get; init; }

    public string? InBand { get; init; }
}

/// <summary>One kind of request in a <c>drill.json</c>.</summary>
internal sealed record DrillFileRequest : RequestValues
{
    public string? Url { get; init; }
}

/// <summary>A <c>drill.json</c>: the options of the command line by their names, and requests that differ from each other. The command line is read into the same shape.</summary>
internal sealed record DrillFile : RequestValues
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

    [JsonConverter(typeof(OneOrMoreTexts))]
    public IReadOnlyList<string?>? Url { get; init; }

    public IReadOnlyList<DrillFileRequest?>? Requests { get; init; }

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

    public string? Json { get; init; }

    public string? Junit { get; init; }

    public string? Html { get; init; }

    public string? ServiceLog { get; init; }

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
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new DrillRefusedException($"{(path.Length == 0 ? "--file ''" : path)} cannot be read: {e.Message}", e);
        }
    }
}

/// <summary>An option that may be repeated: one text, or an array of them.</summary>
internal sealed class OneOrMoreTexts : JsonConverter<IReadOnlyList<string?>>
{
    public override IReadOnlyList<string?>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String ? [reader.GetString()] : JsonSerializer.Deserialize<string?[]>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, IReadOnlyList<string?> value, JsonSerializerOptions options) => JsonSerializer.Serialize(writer, value, options);
}
