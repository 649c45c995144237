using System.Globalization;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Tells a person what was mended, what was not and why, and what waits for a decision.</summary>
/// <param name="root">The folder that shown paths are relative to.</param>
internal sealed class FixReport(Terminal terminal, string root)
{
    public void WriteHeader(string target) => Line($"[bold]Fixing[/] {TerminalText.Escaped(target)}");

    public void Write(FixOutcome outcome, FixMode mode, TimeSpan duration)
    {
        bool isReal = mode == FixMode.Apply;
        Section(isReal ? "Fixed" : "Would be fixed", outcome.Fixed, _ => "");
        Section("Not fixed, though its rule has a fix", outcome.Remaining,
            _ => "The fix made no edit here: what it would write does not fit this project's language version, names or other projects.");
        Section("Not fixed: the result does not compile", [.. outcome.Broken.Select(broken => broken.Finding)],
            finding => Reason(outcome.Broken.First(broken => broken.Finding == finding).Broken));
        Section("Not fixable", outcome.Unfixable, finding => finding.Unfixable.Length > 0 ? finding.Unfixable : $"No automatic fix: {finding.Message}.");
        Section("Needs a decision", outcome.Undecided, finding => finding.Decision);
        WriteChanges(outcome, isReal);

        Line("");
        string changed = outcome.Changes.Count == 0
            ? "Nothing to change."
            : $"{Wording.Count(outcome.Changes.Count, "file")} {(isReal ? "changed" : "would change; nothing was changed on disk")}.";
        Line(string.Create(CultureInfo.InvariantCulture, $"[bold]{outcome.Fixed.Count} {(isReal ? "fixed" : "would be fixed")}[/], "
            + $"{outcome.Remaining.Count + outcome.Broken.Count + outcome.Unfixable.Count} not fixable, {outcome.Undecided.Count} "
            + $"{(outcome.Undecided.Count == 1 ? "needs" : "need")} a decision. {changed}"));
        if (outcome.FixableOtherwise.Count > 0)
        {
            Line($"[grey]{Wording.Count(outcome.FixableOtherwise.Count, "finding")} outside --rule, --severity, --safety, "
                + "--include or the named project could be fixed as well.[/]");
        }

        Line($"[grey]Took {duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)} s.[/]");
    }

    /// <summary>Names the patches that were written, if any were.</summary>
    public void WritePatches(IReadOnlyList<string> patches)
    {
        foreach (string patch in patches)
        {
            Line($"  {TerminalText.Escaped(Shown(patch))}");
        }
    }

    public void WriteFailure(string summary, IReadOnlyList<ScanError> errors)
    {
        terminal.WriteParagraph(summary);
        foreach (ScanError error in errors)
        {
            terminal.WriteParagraph(error.Project.Length == 0 ? error.Message : $"{error.Project}: {error.Message}");
            foreach (string detail in error.Details)
            {
                terminal.WriteParagraph(detail, "  ");
            }
        }
    }

    private static IReadOnlyList<string> Reason(BrokenFix broken) => broken.IsProven
        ? broken.Errors
        : [.. broken.Errors, "It was tried together with others, and not alone."];

    private void Section(string title, IReadOnlyList<Finding> findings, Func<Finding, string> reason) =>
        Section(title, findings, finding => (IReadOnlyList<string>)[reason(finding)]);

    private void Section(string title, IReadOnlyList<Finding> findings, Func<Finding, IReadOnlyList<string>> reasons)
    {
        if (findings.Count == 0)
        {
            return;
        }

        Line("");
        Line($"[bold]{title}[/]");
        foreach (Finding finding in findings)
        {
            Line($"  [bold]{finding.Rule}[/] {TerminalText.Escaped(finding.Name)} {TerminalText.Escaped(Shown(finding.Span.File))}:{finding.Span.Line}");
            foreach (string reason in reasons(finding))
            {
                terminal.WriteParagraph(reason, "    ");
            }
        }
    }

    private void WriteChanges(FixOutcome outcome, bool isReal)
    {
        if (outcome.Changes.Count == 0)
        {
            return;
        }

        Line("");
        Line($"[bold]{(isReal ? "Changed" : "Would change")}[/]");
        foreach (ChangedFile file in outcome.Changes)
        {
            Line($"  {TerminalText.Escaped(Shown(file.Path))}{(file.Before is null ? " [grey](new; yours to edit)[/]" : "")}");
        }

        foreach (PlacedScaffold scaffold in outcome.Scaffolds.Where(scaffold => scaffold.To is null))
        {
            terminal.WriteParagraph($"{scaffold.Name} stays at the end of {Shown(scaffold.From)}: {scaffold.Reason}.", "  ");
        }
    }

    private string Shown(string path) => PathText.Relative(root, path);

    private void Line(string markup) => terminal.Console.MarkupLine(markup);
}
