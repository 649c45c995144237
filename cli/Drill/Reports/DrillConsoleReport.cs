using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>Writes a drill's summary for a person.</summary>
internal sealed class DrillConsoleReport(Terminal terminal)
{
    private const int Examples = 5;

    public void Write(DrillReport report)
    {
        Outcomes(report);
        Cycles(report);
        Durations(report);
        Effects(report);
        Cut(report);
        foreach (string remark in report.Remarks())
        {
            Line("");
            Wrapped("[yellow]note[/] ", 5, remark);
        }

        Verdict(report);
    }

    public void WriteRefusal(string message, IReadOnlyList<string> details)
    {
        Wrapped("[red]Could not run:[/] ", 15, message);
        if (details.Count > 0)
        {
            Line("");
            Line("[grey]Last output:[/]");
            foreach (string detail in details)
            {
                Line("  " + Text(detail));
            }
        }
    }

    private void Outcomes(DrillReport report)
    {
        ILookup<(Outcome, RequestPhase), RequestRecord> cells = report.Requests.ToLookup(request => (request.Outcome, RequestPhases.Of(request, report)));
        Table table = Table("", "undisturbed", "in flight at the signal", "new while stopping", "total");
        foreach (Outcome outcome in OutcomeText.Order.Where(outcome => report.CountOf(outcome) > 0 || outcome <= Outcome.Reset))
        {
            bool bad = OutcomeText.IsBad(outcome) && report.CountOf(outcome) > 0;
            table.AddRow(
                bad ? $"[red]{OutcomeText.Name(outcome)}[/]" : OutcomeText.Name(outcome),
                Number(cells[(outcome, RequestPhase.Undisturbed)].Count()),
                Number(cells[(outcome, RequestPhase.InFlight)].Count()),
                Number(cells[(outcome, RequestPhase.Newcomer)].Count()),
                bad ? $"[red]{Number(report.CountOf(outcome))}[/]" : Number(report.CountOf(outcome)));
        }

        terminal.Console.Write(table);
        if (report.Plan.Load.Resume)
        {
            Line($"{Number(report.Resumed)} cut or ended streams were resumed to their end; they are not held against the service.");
        }
    }

    private void Cycles(DrillReport report)
    {
        Table table = Table("cycle", "signal", "in flight", "readiness red", "exit after", "exit code", "ready again");
        foreach (CycleReport cycle in report.Cycles)
        {
            table.AddRow(
                Number(cycle.Number),
                StopSignals.NameOf(cycle.Signal),
                Number(cycle.InFlight),
                report.RedAfter(cycle) is { } red
                    ? $"after {DurationText.Format(red.At - cycle.SignalledAt)}{(red.Status is { } status ? $" ({Number(status)})" : " (closed)")}"
                    : "never",
                report.WasKilled(cycle)
                    ? $"[red]killed after {DurationText.Format(report.Plan.Grace)}[/]"
                    : cycle.Late ? $"[red]late: {DurationText.Format(cycle.TimeToExit)}[/]" : DurationText.Format(cycle.TimeToExit),
                cycle.ExitCode is { } code ? Number(code) : "unknown",
                cycle.ReadyAgainAt is { } ready ? $"after {DurationText.Format(ready - cycle.ExitedAt)}" : "-");
        }

        terminal.Console.Write(table);
        if (report.Cycles is [var first, ..])
        {
            Line($"[grey]The signal went to {Text(first.Receiver)}; grace {DurationText.Format(report.Plan.Grace)}.[/]");
        }

        foreach ((Endings.Ending ending, int kind) in report.Endings.Select((ending, kind) => (ending, kind)))
        {
            RequestPlan request = report.Plan.Load.Requests[kind];
            Line($"[grey]A complete {Text(request.Method.Method)} {Text(request.Url.PathAndQuery)}: {Text(ending.Description)}[/]");
        }
    }

    private void Durations(DrillReport report)
    {
        if (report.Durations is not { } durations)
        {
            return;
        }

        Line("");
        Line($"Duration of complete requests: p50 {DurationText.Format(durations.P50)}, p95 {DurationText.Format(durations.P95)}, "
            + $"p99 {DurationText.Format(durations.P99)}");
        if (report.Suggestion is { } suggestion)
        {
            string bound = suggestion.IsLowerBound ? " or more: requests were cut off, so the longest durations are unknown" : "";
            string delay = suggestion.DrainDelay > TimeSpan.Zero ? $", {Seconds(suggestion.DrainDelay)} s of them the drain delay" : "";
            Wrapped("", 0, $"Suggested: ShutdownTimeout {Seconds(suggestion.ShutdownTimeout)} s, terminationGracePeriodSeconds "
                + $"{Seconds(suggestion.TerminationGracePeriod)}{delay}{bound}.");
        }
    }

    private void Effects(DrillReport report)
    {
        if (report.Effects is not { } effects)
        {
            return;
        }

        string redelivered = effects.Redelivered is { } count ? $", {Number(count)} redelivered" : "";
        Line($"Messages: {Number(effects.Published)} published, {Number(effects.Effects)} effects in the ledger, {Bad(effects.Lost, "lost")}, "
            + $"{Bad(effects.Doubled, "doubled")}{redelivered}");
        Ids("lost", effects.LostIds);
        Ids("doubled", effects.DoubledIds);
    }

    private void Ids(string word, IReadOnlyList<string> ids)
    {
        if (ids.Count > 0)
        {
            Line($"  [red]{word}[/] "
                + $"{Text(string.Join(", ", ids.Take(Examples)))}{(ids.Count > Examples ? $" [grey]and {Number(ids.Count - Examples)} more[/]" : "")}");
        }
    }

    private static string Bad(int count, string word) => count > 0 ? $"[red]{Number(count)} {word}[/]" : $"0 {word}";

    private void Cut(DrillReport report)
    {
        RequestRecord[] bad = [.. report.Requests.Where(OutcomeText.IsLoss)];
        foreach (RequestRecord request in bad.Take(Examples))
        {
            RequestPlan plan = report.Plan.Load.Requests[request.Kind];
            string after = report.Cycles.LastOrDefault(cycle => cycle.SignalledAt <= request.Ended) is { } cycle
                ? $"{DurationText.Format(request.Ended - cycle.SignalledAt)} after the signal"
                : "before any signal";
            string detail = OutcomeText.Detail(request) is { Length: > 0 } text ? $"{Text(text)}, " : "";
            Line($"  [red]{OutcomeText.Name(request.Outcome)}[/] {Text(plan.Method.Method)} {Text(plan.Url.PathAndQuery)}: "
                + $"{OutcomeText.Status(request)}{Number(request.Events)} events, {request.Bytes.ToString("N0", CultureInfo.InvariantCulture)} "
                + $"bytes, {detail}{after}");
        }

        if (bad.Length > Examples)
        {
            Line($"  [grey]and {Number(bad.Length - Examples)} more[/]");
        }
    }

    private void Verdict(DrillReport report)
    {
        Line("");
        string counts = string.Join(", ", report.Verdicts.Select(verdict =>
        {
            string text = $"{FailOn.WordOf(verdict.Count)} "
                + $"{(verdict.Measured is { } measured ? Number(measured) : "not measured")}{(verdict.Passed ? "" : $" (at most {Number(verdict.Limit)})")}";
            return verdict.Passed ? text : $"[red]{text}[/]";
        }));
        Line(report.Passed ? $"[green]Passed:[/] {counts}" : $"[red]Failed:[/] {counts}");
    }

    private void Wrapped(string label, int labelWidth, string text)
    {
        string indent = "";
        foreach (string line in TerminalText.Lines(text, terminal.Width - labelWidth))
        {
            Line((indent.Length == 0 ? label : indent) + Markup.Escape(line));
            indent = new string(' ', labelWidth);
        }
    }

    private static Table Table(params string[] columns)
    {
        Table table = new Table().Border(TableBorder.Simple).BorderStyle(Style.Parse("grey"));
        foreach ((string column, int index) in columns.Select((column, index) => (column, index)))
        {
            table.AddColumn(new TableColumn(column) { Alignment = index == 0 ? Justify.Left : Justify.Right, NoWrap = true });
        }

        return table;
    }

    private void Line(string markup) => terminal.Console.MarkupLine(markup);

    private static string Text(string text) => TerminalText.Escaped(text.ReplaceLineEndings(" "));

    private static string Number(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
