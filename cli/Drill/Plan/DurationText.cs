using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Durations as people and orchestrators write them: <c>500ms</c>, <c>30s</c>, <c>2m</c>, <c>00:00:30</c>, or a bare number of seconds.</summary>
internal static class DurationText
{
    private const string RangeMark = "..";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private static readonly (string Unit, TimeSpan Length)[] Units =
    [
        ("ms", TimeSpan.FromMilliseconds(1)),
        ("s", TimeSpan.FromSeconds(1)),
        ("m", TimeSpan.FromMinutes(1)),
        ("h", TimeSpan.FromHours(1)),
        ("", TimeSpan.FromSeconds(1)),
    ];

    /// <summary>False for text that is no duration, is negative, or is longer than a week.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        if (text.Contains(':', StringComparison.Ordinal))
        {
            return TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out duration) && duration >= TimeSpan.Zero && duration <= Longest;
        }

        foreach ((string unit, TimeSpan length) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double amount)
                && amount * length.TotalSeconds <= Longest.TotalSeconds)
            {
                duration = amount * length;
                return true;
            }
        }

        return false;
    }

    /// <summary>Reads <c>20s..60s</c>, or one duration as a range of itself.</summary>
    public static bool TryParseRange(string text, out DurationRange range)
    {
        int mark = text.IndexOf(RangeMark, StringComparison.Ordinal);
        (string first, string second) = mark < 0 ? (text, text) : (text[..mark], text[(mark + RangeMark.Length)..]);
        bool valid = TryParse(first, out TimeSpan from) & TryParse(second, out TimeSpan to) && from <= to;
        range = new(from, to);
        return valid;
    }

    public static string Format(TimeSpan duration) =>
        duration < TimeSpan.FromSeconds(1)
            ? string.Create(CultureInfo.InvariantCulture, $"{duration.TotalMilliseconds:0} ms")
            : string.Create(CultureInfo.InvariantCulture, $"{duration.TotalSeconds:0.##} s");
}

/// <summary>A duration drawn anew for every cycle, between two bounds that may be equal.</summary>
internal readonly record struct DurationRange(TimeSpan From, TimeSpan To);
