using System.Globalization;
using System.Text;
using static System.FormattableString;

namespace GracefulAnalyzers.Corpus.Findings;

/// <summary>The figures of a run: in short for the console, whole for the file beside the findings.</summary>
internal sealed record Summary(string Short, string Whole)
{
    private const int ErrorsShown = 4;

    public static Summary Of(IReadOnlyCollection<Part> parts, string notes, double seconds)
    {
        var lines = new StringBuilder();
        var clean = parts.Count(static p => p.Errors.Length == 0);
        lines.Append(CultureInfo.InvariantCulture, $"{parts.Count} projects of {parts.Select(static p => p.Repository).Distinct().Count()} repositories: ")
            .Append(CultureInfo.InvariantCulture, $"{clean} compile without an error, {parts.Count - clean} with\n");
        foreach (var (rule, count) in parts.SelectMany(static p => p.Rules).CountBy(static r => r).OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            lines.Append(CultureInfo.InvariantCulture, $"  {rule}: {count}\n");
        }

        var crashes = parts.Sum(static p => p.Rules.Count(static r => r == "AD0001"));
        lines.Append(CultureInfo.InvariantCulture, $"{parts.Sum(static p => p.Rules.Length)} findings, {crashes} of them crashes (AD0001); ")
            .Append(CultureInfo.InvariantCulture, $"{seconds:F0} s of processor time now, {parts.Sum(static p => p.Seconds):F0} s when each project was run\n");
        var head = string.Join('\t', "repository", "project", "files", "findings", "errors", "seconds", "most frequent errors") + "\n";
        return new Summary(lines.ToString(), lines + "\n" + notes + "\n" + head + string.Concat(parts.Select(Row)));
    }

    private static string Row(Part part)
    {
        var errors = part.Errors.CountBy(static e => e).OrderByDescending(static e => e.Value).ThenBy(static e => e.Key, StringComparer.Ordinal)
            .Take(ErrorsShown).Select(static e => $"{e.Key}×{e.Value}");
        object[] cells =
        [
            part.Repository, part.Project, part.Files, part.Rules.Length, part.Errors.Length, Invariant($"{part.Seconds:F2}"), string.Join(' ', errors),
        ];
        return string.Join('\t', cells) + "\n";
    }
}
