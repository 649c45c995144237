using System.Globalization;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>The last lines of a report: counts by rule and severity, projects, duration.</summary>
internal sealed class SummaryText(IAnsiConsole console)
{
    public static string Word(Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string Colour(Severity severity) => severity switch
    {
        Severity.Error => "red",
        Severity.Warning => "yellow",
        _ => "blue",
    };

    public void Write(ScanReport report, ScanVerdict verdict, TimeSpan duration)
    {
        if (verdict.Shown.Count > 0)
        {
            WriteRules(verdict.Shown);
        }

        console.MarkupLine(Verdict(verdict));
        if (verdict.Hidden.Count > 0)
        {
            console.MarkupLine($"[grey]{Wording.Count(verdict.Hidden.Count, "finding")} at info hidden; --severity info shows "
                + $"{(verdict.Hidden.Count == 1 ? "it" : "them")}.[/]");
        }

        if (verdict.Suppressed.Count > 0)
        {
            console.MarkupLine($"[grey]{Wording.Count(verdict.Suppressed.Count, "finding")} suppressed in the sources.[/]");
        }

        if (verdict.Excluded > 0)
        {
            console.MarkupLine($"[grey]{Wording.Count(verdict.Excluded, "finding")} in excluded files.[/]");
        }

        WriteSwitchedOff(verdict.SwitchedOff);
        foreach (IGrouping<string, SkippedProject> skipped in report.Skipped.GroupBy(project => project.Reason))
        {
            console.MarkupLine(
                $"[grey]Skipped, because it {Markup.Escape(skipped.Key)}: {Markup.Escape(Listing([.. skipped.Select(project => project.Name)]))}.[/]");
        }

        int analysed = report.Projects.Count(project => project.Analysed);
        string of = analysed == report.Projects.Count ? Wording.Count(analysed, "project") : $"{analysed} of {Wording.Count(report.Projects.Count, "project")}";
        console.MarkupLine($"[grey]{of} analysed in {duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.[/]");
    }

    // Rules that the same projects switched off share a line; a repository may well switch all of them off at once.
    private void WriteSwitchedOff(IReadOnlyList<SwitchedOffRule> rules)
    {
        foreach (IGrouping<string, SwitchedOffRule> same in rules.GroupBy(rule => Listing(rule.Projects)))
        {
            console.MarkupLine($"[grey]Switched off by severity or NoWarn, in all files or some, in {Markup.Escape(same.Key)}: "
                + $"{Listing([.. same.Select(rule => rule.Rule)])}.[/]");
        }
    }

    private static string Listing(IReadOnlyList<string> names)
    {
        const int listed = 5;
        return string.Join(", ", names.Take(listed)) + (names.Count > listed ? $" and {names.Count - listed} more" : "");
    }

    private static string Verdict(ScanVerdict verdict)
    {
        string[] severities =
        [
            .. verdict.Shown.GroupBy(finding => finding.Severity).OrderByDescending(group => group.Key)
                .Select(group => $"[{Colour(group.Key)}]{Plural(group.Count(), group.Key)}[/]"),
        ];
        string errors = verdict.Errors.Count == 0 ? "" : " [red]Not everything could be analysed.[/]";
        return severities.Length > 0
            ? $"[bold]{Wording.Count(verdict.Shown.Count, "finding")}[/]: {string.Join(", ", severities)}.{errors}"
            : verdict.Errors.Count == 0 ? "[green]No findings.[/]" : $"No findings.{errors}";
    }

    private void WriteRules(IReadOnlyList<Finding> findings)
    {
        var rules = findings
            .GroupBy(finding => finding.Rule)
            .OrderBy(rule => rule.Key, StringComparer.Ordinal)
            .Select(rule => (Id: rule.Key, Name: rule.Select(finding => finding.Name).FirstOrDefault(name => name.Length > 0) ?? "", Count: rule.Count()))
            .ToArray();
        int nameWidth = rules.Max(rule => rule.Name.Length);
        foreach (var (id, name, count) in rules)
        {
            console.MarkupLine($"  [bold]{id}[/] {Markup.Escape(name.PadRight(nameWidth))} {count.ToString(CultureInfo.InvariantCulture),5}");
        }

        console.MarkupLine("");
    }

    private static string Plural(int count, Severity severity) => severity == Severity.Info ? $"{count} info" : Wording.Count(count, Word(severity));
}
