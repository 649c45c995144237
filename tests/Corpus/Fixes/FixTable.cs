using System.Globalization;
using System.Text;

namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>Attempts as a table, a row for each rule, and below it all that did not go as promised.</summary>
internal static class FixTable
{
    public static string Of(IReadOnlyCollection<Attempt> attempts)
    {
        var text = new StringBuilder("| rule | findings | offered | applied | compile | settled |\n|---|---:|---:|---:|---:|---:|\n");
        foreach (var rule in attempts.GroupBy(static a => a.Rule, StringComparer.Ordinal).OrderBy(static r => r.Key, StringComparer.Ordinal))
        {
            text.Append(Row(rule.Key, [.. rule]));
        }

        text.Append(Row("all", attempts)).Append('\n');
        foreach (var attempt in attempts.Where(static a => a.IsOffered && !(a.Compiles && a.IsSettled)))
        {
            text.Append(CultureInfo.InvariantCulture, $"{attempt.Rule} {attempt.Place} ({attempt.Project})\n");
            string[] faults =
            [
                attempt.Note,
                .. attempt.NewErrors.Select(static e => "new error: " + e),
                attempt.Left ? "still reported" : "",
                .. attempt.NewFindings.Select(static f => "new finding: " + f),
            ];
            text.AppendJoin("", faults.Where(static f => f.Length > 0).Select(static f => $"    {f}\n"));
        }

        return text.ToString();
    }

    private static string Row(string name, IReadOnlyCollection<Attempt> all)
    {
        int[] counts =
        [
            all.Count, all.Count(static a => a.IsOffered), all.Count(static a => a.IsApplied), all.Count(static a => a.Compiles),
            all.Count(static a => a.IsSettled),
        ];
        return $"| {name} | {string.Join(" | ", counts)} |\n";
    }
}
