using Microsoft.Extensions.FileSystemGlobbing;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>Files that globs name; the globs are relative to a root folder and use forward slashes.</summary>
internal sealed class PathFilter(IReadOnlyList<string> globs, string root)
{
    private readonly Matcher? _matcher = globs.Count == 0 ? null : ToMatcher(globs);

    /// <summary>What is wrong with a glob; null when nothing is.</summary>
    public static string? Problem(string glob)
    {
        if (string.IsNullOrWhiteSpace(glob) || Path.IsPathRooted(glob))
        {
            return $"'{glob}' is not a glob; give one relative to the scanned folder, such as **/Migrations/**.";
        }

        try
        {
            _ = ToMatcher([glob]);
            return null;
        }
        catch (ArgumentException e)
        {
            return $"'{glob}' is not a glob: {e.Message}";
        }
    }

    public bool Matches(string file) => _matcher is not null && _matcher.Match(PathText.Relative(root, file)).HasMatches;

    private static Matcher ToMatcher(IEnumerable<string> globs)
    {
        var matcher = new Matcher(PathText.Comparer == StringComparer.Ordinal ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);
        matcher.AddIncludePatterns(globs.Select(glob => glob.Replace('\\', '/')));
        return matcher;
    }
}
