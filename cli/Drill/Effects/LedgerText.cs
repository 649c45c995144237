using System.Text.Json;

namespace GracefulAnalyzers.Cli.Drill.Effects;

/// <summary>The ids that a ledger holds, one per effect.</summary>
/// <param name="Unreadable">Lines that are no ids, such as one that a killed service did not finish.</param>
internal sealed record LedgerText(IReadOnlyList<string> Ids, int Unreadable)
{
    /// <summary>Reads one id per line, NDJSON with <c>id</c>, or a JSON array of either.</summary>
    public static LedgerText Parse(string text)
    {
        string trimmed = text.Trim().TrimStart('\uFEFF');
        if (trimmed.StartsWith('['))
        {
            try
            {
                using JsonDocument array = JsonDocument.Parse(trimmed);
                return Of(array.RootElement.EnumerateArray().Select(IdOf));
            }
            catch (JsonException)
            {
                return new([], Unreadable: 1);
            }
        }

        return Of(trimmed.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(IdOf));
    }

    private static LedgerText Of(IEnumerable<string?> ids)
    {
        string?[] read = [.. ids];
        return new([.. read.OfType<string>()], read.Count(id => id is null));
    }

    private static string? IdOf(string line)
    {
        if (line[0] is not ('{' or '"'))
        {
            return line;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(line);
            return IdOf(json.RootElement);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? IdOf(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.Object => element.EnumerateObject().FirstOrDefault(member => member.Name.Equals("id", StringComparison.OrdinalIgnoreCase))
            is { Value.ValueKind: JsonValueKind.String or JsonValueKind.Number } id
            ? IdOf(id.Value)
            : null,
        _ => null,
    };
}
