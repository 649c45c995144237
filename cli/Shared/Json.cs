using System.Text.Json;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>JSON of unknown origin.</summary>
internal static class Json
{
    /// <summary>Null when the text is no JSON.</summary>
    public static JsonDocument? TryParse(string text)
    {
        if (text.AsSpan().TrimStart() is not ['{' or '[' or '"' or 't' or 'f' or 'n' or '-' or (>= '0' and <= '9'), ..])
        {
            return null;
        }

        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
