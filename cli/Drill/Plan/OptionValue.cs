using System.Globalization;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Reads the values of options; a malformed one is refused by its option's name.</summary>
internal static class OptionValue
{
    public static Uri Url(string text, string option, params string[] schemes) =>
        Uri.TryCreate(text, UriKind.Absolute, out Uri? url) && schemes.Contains(url.Scheme)
            ? url
            : throw new DrillRefusedException($"'{AddressText.Masked(text)}' is not a value of {option}; write an absolute URL that begins with {string.Join(", ", schemes.Select(scheme => scheme + "://"))}.");

    public static TimeSpan? Duration(string? text, string option) =>
        text is null ? null
        : DurationText.TryParse(text, out TimeSpan duration) && duration > TimeSpan.Zero ? duration
        : throw new DrillRefusedException($"'{text}' is not a value of {option}; write a duration such as 500ms, 30s or 2m.");

    public static DurationRange? Range(string? text, string option) =>
        text is null ? null
        : DurationText.TryParseRange(text, out DurationRange range) ? range
        : throw new DrillRefusedException($"'{text}' is not a value of {option}; write a duration such as 30s, or a range such as 20s..60s.");

    public static int Positive(int number, string option) =>
        number > 0 ? number : throw new DrillRefusedException($"{option} must be at least 1.");

    public static double Rate(double perSecond, string option, double least) =>
        perSecond >= least && perSecond <= 100_000 ? perSecond : throw new DrillRefusedException($"{option} must be a number of requests per second, at least {least.ToString(CultureInfo.InvariantCulture)}.");
}
