using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Drill.Plan;

/// <summary>Regular expressions that a person typed, over text that a service wrote.</summary>
internal static class SafeRegex
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <summary>What a pattern did that was taken for no match because it went on and on.</summary>
    public static string TookTooLong { get; } = $"took longer than {DurationText.Format(Longest)} and counts as no match";

    /// <summary>A pattern whose <c>$</c> is the end of the answer, not of any line.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed.</exception>
    public static Regex Create(string pattern) => new(pattern, RegexOptions.CultureInvariant, Longest);

    /// <summary>A pattern whose <c>^</c> and <c>$</c> are the ends of lines: for what stands somewhere in an answer.</summary>
    /// <exception cref="ArgumentException">The pattern is malformed.</exception>
    public static Regex CreateForLines(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, Longest);

    public static bool IsMatch(Regex pattern, string text, out bool timedOut)
    {
        timedOut = false;
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            timedOut = true;
            return false;
        }
    }
}
