using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>One line of the build's error log: the project it belongs to, when it names one, and the text without the trailing owner.</summary>
/// <param name="OwnRule">One of our rules, raised to an error by the user: a finding, and no fault of the build.</param>
internal sealed partial record BuildError(string? Project, string Text, bool OwnRule = false)
{
    /// <summary>Reads an errors-only file log.</summary>
    public static IReadOnlyList<BuildError> Read(string file) =>
        File.Exists(file) ? [.. Joined(File.ReadLines(file)).Select(Parse).OfType<BuildError>().Distinct()] : [];

    // A message of several lines is logged a line at a time: NuGet's with the prefix again and again, others' without.
    private static IEnumerable<string> Joined(IEnumerable<string> lines)
    {
        string error = "";
        foreach (string line in lines.Select(line => NodeNumber().Replace(line, "")))
        {
            Match message = Message().Match(line);
            if (error.Length > 0 && message.Success && message.Groups["text"].Value.StartsWith("  ", StringComparison.Ordinal)
                && error.StartsWith(message.Groups["prefix"].Value, StringComparison.Ordinal))
            {
                error = $"{error.TrimEnd()}\n{message.Groups["text"].Value.TrimEnd()}";
            }
            else if (error.Length > 0 && !message.Success)
            {
                error = $"{error.TrimEnd()}\n{line.TrimEnd()}";
            }
            else
            {
                yield return error;
                error = line;
            }
        }

        yield return error;
    }

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

    [GeneratedRegex(@"^(?<prefix>.*?\berror( [A-Za-z]+\d+)?\s*:)(?<text>.*)$", RegexOptions.CultureInvariant | RegexOptions.Singleline)]
    private static partial Regex Message();

    [GeneratedRegex(@"^\s*\d+(:\d+)?>", RegexOptions.CultureInvariant)]
    private static partial Regex NodeNumber();

    [GeneratedRegex(@":\s*error\s+GRACE\d{4}\s*:", RegexOptions.CultureInvariant)]
    private static partial Regex RuleAsError();

    [GeneratedRegex(@"\s\[(?<path>[^\[\]]*?\.\w+)(::[^\[\]]*)?\]$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnerSuffix();

    [GeneratedRegex(@"^(?<path>.+?\.csproj)(\([\d,-]+\))?\s*:\s*error\b", RegexOptions.CultureInvariant)]
    private static partial Regex ProjectPrefix();
}
