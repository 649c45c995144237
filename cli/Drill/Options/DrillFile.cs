using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Options;

/// <summary>A <c>drill.json</c>: the options of the command line by their names without dashes, and requests that differ from each other.</summary>
internal static class DrillFile
{
    public const string DefaultName = "drill.json";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.KebabCaseLower,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { AddOptions } },
    };

    /// <exception cref="DrillRefusedException">There is no such file, or it does not say what a drill can be told.</exception>
    public static DrillSettings Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<DrillSettings>(File.ReadAllText(path), Options) ?? new();
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

    private static void AddOptions(JsonTypeInfo values)
    {
        IEnumerable<DrillOption> options = values.Type == typeof(DrillSettings) ? DrillOptions.All.Where(option => option.Key is not null)
            : values.Type == typeof(RequestSettings) ? DrillOptions.All.Where(option => option.IsOfRequest)
            : [];
        foreach (DrillOption option in options)
        {
            option.AddTo(values);
        }
    }
}
