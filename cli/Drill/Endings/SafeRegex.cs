using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Drill.Endings;

/// <summary>Regular expressions that a person typed, over text that a service wrote.</summary>
internal static class SafeRegex
{
    private static readonly TimeSpan Longest = TimeSpan.FromMilliseconds(250);

    /// <exception cref="ArgumentException">The pattern is malformed.</exception>
    public static Regex Create(string pattern) => new(pattern, RegexOptions.CultureInvariant | RegexOptions.Multiline, Longest);

    public static bool IsMatch(Regex pattern, string text)
    {
        try
        {
            return pattern.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
