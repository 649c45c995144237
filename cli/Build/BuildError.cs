using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>One line of the build's error log: the project it belongs to, when it names one, and the text without the trailing owner.</summary>
/// <param name="OwnRule">One of our rules, raised to an error by the user: a finding, and no fault of the build.</param>
internal sealed partial record BuildError(string? Project, string Text, bool OwnRule = false)
{
    /// <summary>Reads an errors-only file log.</summary>
    public static IReadOnlyList<BuildError> Read(string file) =>
        File.Exists(file) ? [.. File.ReadLines(file).Select(Parse).OfType<BuildError>().Distinct()] : [];

    public static BuildError? Parse(string line)
    {
        // A line of a parallel build may start with its node's number.
        string text = NodeNumber().Replace(line, "").Trim();
        if (text.Length == 0)
        {
            return null;
        }

        Match owner = OwnerSuffix().Match(text);
        string? project = owner.Success ? owner.Groups["path"].Value : null;
        text = owner.Success ? text[..owner.Index].TrimEnd() : text;

        // A project that cannot be restored or read is reported by the solution, with the project in front.
        Match named = ProjectPrefix().Match(text);
        return named.Success ? new(named.Groups["path"].Value, text) : new(project, text, RuleAsError().IsMatch(text));
    }

    [GeneratedRegex(@"^\s*\d+(:\d+)?>", RegexOptions.CultureInvariant)]
    private static partial Regex NodeNumber();

    [GeneratedRegex(@":\s*error\s+GRACE\d{4}\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex RuleAsError();

    [GeneratedRegex(@"\s\[(?<path>[^\[\]]*?\.\w+)(::[^\[\]]*)?\]$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnerSuffix();

    [GeneratedRegex(@"^(?<path>.+?\.csproj)(\([\d,-]+\))?\s*:\s*error\b", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectPrefix();
}
