using System.Globalization;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>How numbers and lists are told a person.</summary>
internal static class Wording
{
    /// <summary>A number of things whose plural takes an s.</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>Each on an indented line of its own, which begins with a line break; of more than the most, how many are left out.</summary>
    public static string Listing(IReadOnlyList<string> lines, int most)
    {
        string rest = lines.Count > most ? $"{Environment.NewLine}  and {lines.Count - most} more" : "";
        return string.Concat(lines.Take(most).Select(line => $"{Environment.NewLine}  {line}")) + rest;
    }
}
