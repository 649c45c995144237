using System.Text.Json;
using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>Recognises a stream's last word when the service ends it on purpose: <c>event: error</c>, <c>{"error":"server_restarting"}</c>, or what the person
/// gave.</summary>
internal sealed class InBandEnd(Regex? pattern)
{
    private static readonly HashSet<string> LeavingTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        "error", "abort", "aborted", "restart", "restarting", "server_restarting", "shutdown", "shutting_down", "goaway", "going_away", "reconnect", "closing",
    };

    private int _timeouts;

    /// <summary>Whether the person's pattern took too long for an answer since the last call.</summary>
    public bool TakeTimedOut() => Interlocked.Exchange(ref _timeouts, 0) > 0;

    public bool Matches(BodyEnd body)
    {
        if (pattern is not null)
        {
            bool isMatch = SafeRegex.IsMatch(pattern, body.Tail, out bool timedOut);
            _timeouts += timedOut ? 1 : 0;
            return isMatch;
        }

        if (body.Last?.Type is { } type && LeavingTypes.Contains(type))
        {
            return true;
        }

        string text = body.Last?.Data ?? (body.Format == BodyFormat.Plain ? LastLine(body.Tail) : "");
        using JsonDocument? document = Json.TryParse(text);
        return document is not null && IsNotice(document.RootElement);
    }

    /// <summary>Whether the object says that the answer ends here: an error, or the invitation to resume.</summary>
    public static bool IsNotice(JsonElement element) =>
        element.ValueKind == JsonValueKind.Object
        && (element.TryGetProperty("error", out JsonElement error) && error.ValueKind is JsonValueKind.String or JsonValueKind.Object or JsonValueKind.True
            || element.TryGetProperty("resume", out JsonElement resume) && resume.ValueKind == JsonValueKind.True
            || element.TryGetProperty("type", out JsonElement type) && type.ValueKind == JsonValueKind.String && LeavingTypes.Contains(type.GetString()!));

    private static string LastLine(string text)
    {
        string trimmed = text.TrimEnd();
        return trimmed[(trimmed.LastIndexOf('\n') + 1)..];
    }
}
