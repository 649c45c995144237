using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>What the errors of a build tell of the files and rules behind them.</summary>
internal static partial class BrokenBuild
{
    private const int MostErrors = 3;

    /// <summary>Absolute paths of the files in which errors lie.</summary>
    public static IReadOnlySet<string> FilesOf(ScanReport report) =>
        Details(report).Select(line => FileOf(line, report.Root)).OfType<string>().ToHashSet(PathText.Comparer);

    /// <summary>The errors in that file, or else the first of all.</summary>
    public static IReadOnlyList<string> ErrorsOf(ScanReport report, string file)
    {
        string[] all = [.. Details(report).Distinct()];
        string[] own = [.. all.Where(line => PathText.Comparer.Equals(FileOf(line, report.Root), file))];
        return [.. (own.Length > 0 ? own : all).Take(MostErrors)];
    }

    /// <summary>False when every error is the compiler's own, whatever analyzers the user has.</summary>
    public static bool MayBeOfOtherRules(ScanReport report) => Details(report).Any(line => !CompilerError().IsMatch(line));

    private static IEnumerable<string> Details(ScanReport report) =>
        report.Errors.SelectMany(error => error.Details.Count > 0 ? error.Details : [error.Describe()]);

    private static string? FileOf(string line, string root) =>
        Place().Match(line) is { Success: true } place ? Path.GetFullPath(place.Groups["file"].Value, root) : null;

    [GeneratedRegex(@"^\s*(?<file>[^:]+?|[A-Za-z]:[^:]+?)\(\d+(,\d+)*\)\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex Place();

    [GeneratedRegex(@"\berror CS\d+\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex CompilerError();
}
