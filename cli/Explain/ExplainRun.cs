using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Explain;

/// <summary>Shows one rule's page, or the list of all rules.</summary>
internal sealed class ExplainRun(Terminal output, Terminal error)
{
    public const int Shown = 0;
    public const int Unknown = 2;

    public int Run(string? rule)
    {
        if (rule is null)
        {
            List();
            return Shown;
        }

        if (RulePage.Find(rule) is { } page)
        {
            new PageWriter(output).Write(page.Document);
            return Shown;
        }

        string near = RuleNames.Nearest(rule) is { } nearest ? $" The nearest is {nearest}." : "";
        error.Console.WriteLine($"There is no rule '{rule}'.{near} 'graceful explain' lists all.");
        return Unknown;
    }

    private static void Row(IAnsiConsole console, RulePage page, int name, int severity, int safety) => console.MarkupLine(
        $"[bold]{page.Id}[/] {Markup.Escape(page.Name.PadRight(name))}  {page.Severity.PadRight(severity)}  "
            + $"{Markup.Escape(page.FixSafety.PadRight(safety))}  {Markup.Escape(page.Summary)}");

    private void List()
    {
        int name = RulePage.All.Max(page => page.Name.Length);
        int severity = RulePage.All.Max(page => page.Severity.Length);
        int safety = RulePage.All.Max(page => page.FixSafety.Length);
        foreach (RulePage page in RulePage.All)
        {
            Row(output.Console, page, name, severity, safety);
        }
    }
}
