using System.Text.Json;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>What can tell the last event of a stream from the others.</summary>
internal enum FeatureKind
{
    EventType,
    Data,
    JsonValue,
    JsonProperty,
}

/// <summary>One thing that is true of an event: its type, its text, a value in its JSON, or that the JSON has a property.</summary>
/// <param name="Path">The JSON path, with <c>[]</c> for any element of an array; empty for the first two kinds.</param>
internal readonly record struct EventFeature(FeatureKind Kind, string Path, string Value)
{
    /// <summary>
    /// How far this is from a mark of the end, from 0. A flag is meant as one, a text may be; a number, or a whole object with what
    /// it counts, was the same in the answers seen so far only because they were equally long.
    /// </summary>
    public int Rank => (Kind, Value) switch
    {
        (FeatureKind.EventType, _) => 0,
        (FeatureKind.Data, not ['{', ..]) => 1,
        (FeatureKind.JsonValue, "true" or "false") => 2,
        (FeatureKind.JsonValue, ['"', ..]) => 3,
        (FeatureKind.JsonProperty, _) => 4,
        (FeatureKind.JsonValue, _) => 5,
        _ => 6,
    };

    public override string ToString() => Kind switch
    {
        FeatureKind.EventType => $"event: {Value}",
        FeatureKind.Data => $"data: {Value}",
        FeatureKind.JsonValue => $"{Path} = {Value}",
        _ => $"has {Path}",
    };
}

/// <summary>Takes events apart into features.</summary>
internal static class EventFeatures
{
    private const int LongestData = 200;
    private const int LongestValue = 64;
    private const int Deepest = 4;

    public static IEnumerable<EventFeature> Of(StreamEvent item)
    {
        if (!string.IsNullOrEmpty(item.Type))
        {
            yield return new(FeatureKind.EventType, "", item.Type);
        }

        if (item.Data.Length is > 0 and <= LongestData)
        {
            yield return new(FeatureKind.Data, "", item.Data);
        }

        if (Json.TryParse(item.Data) is not { RootElement.ValueKind: JsonValueKind.Object } document)
        {
            yield break;
        }

        using (document)
        {
            foreach (EventFeature feature in Leaves(document.RootElement, "", 0))
            {
                yield return feature;
            }
        }
    }

    private static IEnumerable<EventFeature> Leaves(JsonElement element, string path, int depth)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object when depth < Deepest:
                return element.EnumerateObject().SelectMany(property =>
                {
                    string inner = path.Length == 0 ? property.Name : $"{path}.{property.Name}";
                    return Leaves(property.Value, inner, depth + 1).Prepend(new(FeatureKind.JsonProperty, inner, ""));
                });
            case JsonValueKind.Array when depth < Deepest:
                return element.EnumerateArray().SelectMany(item => Leaves(item, $"{path}[]", depth + 1));
            case JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True
                or JsonValueKind.False when element.GetRawText() is { Length: <= LongestValue } value:
                return [new(FeatureKind.JsonValue, path, value)];
            default:
                return [];
        }
    }
}
