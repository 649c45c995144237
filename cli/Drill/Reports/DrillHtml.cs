using System.Globalization;
using System.Net;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Service;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>The drill as one self-contained page: the verdict, the counts, and a timeline of every cycle.</summary>
internal static class DrillHtml
{
    // A drill of an hour has more requests than anybody can look at; the ones around the signal are what matters.
    private const int MostBars = 1500;
    private const double Width = 1000;
    private const double LaneHeight = 7;
    private const double Top = 34;
    private const double ReadinessHeight = 10;

    private static readonly TimeSpan Before = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan After = TimeSpan.FromSeconds(2);

    public static string Write(DrillReport report)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $$"""
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <link rel="icon" href="data:,">
            <title>{{(report.Passed ? "Passed" : "Failed")}} – graceful drill</title>
            <style>{{Style}}</style>
            </head>
            <body>
            <main>
            <header>
            <h1>graceful drill <span class="verdict {{(report.Passed ? "passed" : "failed")}}">{{(report.Passed ? "passed" : "failed")}}</span></h1>
            <p>{{Text(report.StartedAt.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture))}}, {{DurationText.Format(report.Duration)}}, {{report.Cycles.Count}} × {{UnixSignal.NameOf(report.Plan.Signal)}}, grace {{DurationText.Format(report.Plan.Grace)}}</p>
            </header>

            """);
        Verdicts(page, report);
        foreach (CycleReport cycle in report.Cycles)
        {
            Cycle(page, report, cycle);
        }

        Summary(page, report);
        page.Append("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    private static void Verdicts(StringBuilder page, DrillReport report)
    {
        page.Append("<ul class=\"counts\">\n");
        foreach (Verdict verdict in report.Verdicts)
        {
            page.Append(CultureInfo.InvariantCulture, $"<li class=\"{(verdict.Passed ? "passed" : "failed")}\"><b>{verdict.Measured?.ToString(CultureInfo.InvariantCulture) ?? "–"}</b> {FailOn.WordOf(verdict.Count)}</li>\n");
        }

        page.Append("</ul>\n");
    }

    private static void Cycle(StringBuilder page, DrillReport report, CycleReport cycle)
    {
        TimeSpan from = cycle.SignalledAt - Before > TimeSpan.Zero ? cycle.SignalledAt - Before : TimeSpan.Zero;
        TimeSpan until = cycle.ExitedAt + After;
        RequestRecord[] visible = [.. report.Requests.Where(request => request.Ended >= from && request.Started <= until)];
        RequestRecord[] shown = [.. visible.OrderByDescending(request => request.InFlightAt(cycle.SignalledAt)).ThenBy(request => request.Outcome == Outcome.Refused).ThenBy(request => request.Number).Take(MostBars)];
        IReadOnlyList<(RequestRecord Request, int Lane)> bars = TimelineLanes.Pack(shown);
        double lanes = bars.Count > 0 ? bars.Max(bar => bar.Lane) + 1 : 1;
        double bottom = Top + ReadinessHeight + 6 + (lanes * LaneHeight);
        double X(TimeSpan at) => Math.Clamp((at - from) / (until - from), 0, 1) * Width;

        page.Append(CultureInfo.InvariantCulture, $"""
            <section class="cycle">
            <h2>Cycle {cycle.Number}</h2>
            <p>{cycle.InFlight} in flight at {UnixSignal.NameOf(cycle.Signal)}; {(cycle.Late ? "killed at the deadline" : $"exit after {DurationText.Format(cycle.TimeToExit)}")}, exit code {cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}.</p>
            <svg class="timeline" viewBox="0 0 {Width:0} {bottom + 22:0}" role="img" aria-label="Timeline of cycle {cycle.Number}">

            """);
        Axis(page, cycle, from, until, bottom, X);
        Readiness(page, report, from, until, X);
        foreach ((RequestRecord request, int lane) in bars)
        {
            double left = X(request.Started);
            double width = Math.Max(1.5, X(request.Ended) - left);
            double y = Top + ReadinessHeight + 6 + (lane * LaneHeight);
            page.Append(CultureInfo.InvariantCulture, $"<rect class=\"bar {OutcomeText.Key(request.Outcome)}\" x=\"{left:0.#}\" y=\"{y:0.#}\" width=\"{width:0.#}\" height=\"{LaneHeight - 1.5:0.#}\"><title>{Title(report, request)}</title></rect>\n");
        }

        Mark(page, "signal", UnixSignal.NameOf(cycle.Signal), X(cycle.SignalledAt), bottom);
        Mark(page, "exit", cycle.Late ? "SIGKILL" : "exit", X(cycle.ExitedAt), bottom);
        if (cycle.Deadline <= until && !cycle.Late)
        {
            Mark(page, "deadline", "deadline", X(cycle.Deadline), bottom);
        }

        page.Append("</svg>\n");
        if (visible.Length > shown.Length)
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"fine\">{visible.Length - shown.Length} more requests are not drawn.</p>\n");
        }

        page.Append("</section>\n");
    }

    private static void Axis(StringBuilder page, CycleReport cycle, TimeSpan from, TimeSpan until, double bottom, Func<TimeSpan, double> x)
    {
        double[] steps = [0.5, 1, 2, 5, 10, 20, 30, 60, 120, 300];
        double step = steps.FirstOrDefault(candidate => (until - from).TotalSeconds / candidate <= 14, 600);
        for (double second = Math.Ceiling((from - cycle.SignalledAt).TotalSeconds / step) * step; second <= (until - cycle.SignalledAt).TotalSeconds; second += step)
        {
            double at = x(cycle.SignalledAt + TimeSpan.FromSeconds(second));
            page.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{at:0.#}\" x2=\"{at:0.#}\" y1=\"{Top}\" y2=\"{bottom:0.#}\"/><text class=\"tick\" x=\"{at:0.#}\" y=\"{bottom + 16:0.#}\">{(second > 0 ? "+" : "")}{second:0.#} s</text>\n");
        }
    }

    private static void Readiness(StringBuilder page, DrillReport report, TimeSpan from, TimeSpan until, Func<TimeSpan, double> x)
    {
        IReadOnlyList<ReadinessChange> changes = report.Readiness;
        for (int index = 0; index < changes.Count; index++)
        {
            TimeSpan end = index + 1 < changes.Count ? changes[index + 1].At : report.Duration;
            if (end < from || changes[index].At > until)
            {
                continue;
            }

            double left = x(changes[index].At);
            string word = changes[index].State switch { ReadinessState.Ready => "ready", ReadinessState.NotReady => "not ready", ReadinessState.Silent => "no answer", _ => "closed" };
            string key = changes[index].State switch { ReadinessState.Ready => "ready", ReadinessState.NotReady => "notReady", _ => "unreachable" };
            page.Append(CultureInfo.InvariantCulture, $"<rect class=\"readiness {key}\" x=\"{left:0.#}\" y=\"{Top}\" width=\"{Math.Max(1, x(end) - left):0.#}\" height=\"{ReadinessHeight}\"><title>readiness: {word}{(changes[index].Status is { } status ? $" ({status})" : "")}</title></rect>\n");
        }
    }

    private static void Mark(StringBuilder page, string kind, string label, double x, double bottom)
    {
        string anchor = x > Width - 60 ? "end" : "start";
        double y = kind == "signal" ? 12 : 26;
        page.Append(CultureInfo.InvariantCulture, $"<line class=\"mark {kind}\" x1=\"{x:0.#}\" x2=\"{x:0.#}\" y1=\"4\" y2=\"{bottom:0.#}\"/><text class=\"label {kind}\" text-anchor=\"{anchor}\" x=\"{x + (anchor == "end" ? -4 : 4):0.#}\" y=\"{y}\">{label}</text>\n");
    }

    private static string Title(DrillReport report, RequestRecord request)
    {
        RequestPlan plan = report.Plan.Load.Requests[request.Kind];
        string detail = request.Detail.Length > 0 ? $", {request.Detail}" : "";
        string resumed = request.ResumedBy is { } by ? $", resumed by {by}" : "";
        return Text($"{request.Number}: {plan.Method} {plan.Url.PathAndQuery} – {OutcomeText.Name(request.Outcome)} after {DurationText.Format(request.Duration)}, {request.Events} events, {request.Bytes} bytes{detail}{resumed}");
    }

    private static void Summary(StringBuilder page, DrillReport report)
    {
        page.Append("<section><h2>Outcomes</h2>\n<table>\n");
        foreach (Outcome outcome in OutcomeText.Order.Where(outcome => report.CountOf(outcome) > 0 || OutcomeText.IsBad(outcome)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<tr><td><span class=\"swatch {OutcomeText.Key(outcome)}\"></span>{OutcomeText.Name(outcome)}</td><td>{report.CountOf(outcome)}</td></tr>\n");
        }

        page.Append("</table></section>\n<section><h2>Times</h2>\n<dl>\n");
        if (report.Durations is { } durations)
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>Complete requests</dt><dd>p50 {DurationText.Format(durations.P50)}, p95 {DurationText.Format(durations.P95)}, p99 {DurationText.Format(durations.P99)}</dd>\n");
        }

        if (report.Suggestion is { } suggestion)
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>Suggested</dt><dd><code>ShutdownTimeout</code> {suggestion.ShutdownTimeout.TotalSeconds:0} s, <code>terminationGracePeriodSeconds</code> {suggestion.TerminationGracePeriod.TotalSeconds:0}{(suggestion.IsLowerBound ? " or more: requests were cut off" : "")}</dd>\n");
        }

        foreach ((Endings.Ending ending, int kind) in report.Endings.Select((ending, kind) => (ending, kind)))
        {
            page.Append(CultureInfo.InvariantCulture, $"<dt>{Text(report.Plan.Load.Requests[kind].Url.PathAndQuery)}</dt><dd>{Text(ending.Description)}</dd>\n");
        }

        page.Append("</dl>\n");
        foreach (string remark in report.Remarks())
        {
            page.Append(CultureInfo.InvariantCulture, $"<p class=\"remark\">{Text(remark)}</p>\n");
        }

        page.Append("</section>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);

    private const string Style = """
        :root { color-scheme: light dark; --ink: #1c2430; --soft: #5d6876; --paper: #fff; --line: #dde2e8; --good: #2e8b57; --calm: #4a7fc1; --quiet: #b3bcc7; --bad: #d1343f; --warn: #d98a1f; --odd: #8a5fbf; }
        @media (prefers-color-scheme: dark) { :root { --ink: #e6eaf0; --soft: #98a3b0; --paper: #14181e; --line: #2b323c; --quiet: #5b6673; } }
        * { box-sizing: border-box; }
        body { margin: 0; background: var(--paper); color: var(--ink); font: 15px/1.5 system-ui, sans-serif; }
        main { max-width: 1100px; margin: 0 auto; padding: 24px 16px 48px; }
        h1 { font-size: 24px; margin: 0; } h2 { font-size: 17px; margin: 28px 0 4px; } p { margin: 4px 0 12px; color: var(--soft); }
        .verdict { font-size: 14px; padding: 3px 10px; border-radius: 12px; color: #fff; vertical-align: middle; }
        .verdict.passed { background: var(--good); } .verdict.failed { background: var(--bad); }
        .counts { list-style: none; display: flex; flex-wrap: wrap; gap: 8px; padding: 0; margin: 12px 0; }
        .counts li { border: 1px solid var(--line); border-radius: 8px; padding: 6px 12px; color: var(--soft); }
        .counts b { color: var(--ink); font-size: 18px; margin-right: 4px; } .counts .failed { border-color: var(--bad); } .counts .failed b { color: var(--bad); }
        .timeline { width: 100%; height: auto; display: block; } .timeline text { font: 11px system-ui, sans-serif; fill: var(--soft); }
        .grid { stroke: var(--line); } .tick { text-anchor: middle; } .mark { stroke-width: 1.5; } .label { font-weight: 600 !important; }
        .signal { stroke: var(--warn); } text.signal { fill: var(--warn) !important; stroke: none; }
        .exit { stroke: var(--ink); } text.exit { fill: var(--ink) !important; stroke: none; }
        .deadline { stroke: var(--bad); stroke-dasharray: 4 3; } text.deadline { fill: var(--bad) !important; stroke: none; }
        .completed { fill: var(--good); background: var(--good); } .endedInBand { fill: var(--calm); background: var(--calm); } .refused { fill: var(--quiet); background: var(--quiet); }
        .truncated { fill: var(--bad); background: var(--bad); } .reset { fill: #9c1c28; background: #9c1c28; } .serverError { fill: var(--warn); background: var(--warn); } .hung { fill: var(--odd); background: var(--odd); }
        .rejected, .abandoned { fill: var(--quiet); background: var(--quiet); opacity: .6; }
        .readiness.ready { fill: var(--good); opacity: .35; } .readiness.notReady { fill: var(--bad); opacity: .55; } .readiness.unreachable { fill: var(--quiet); opacity: .5; }
        .swatch { display: inline-block; width: 12px; height: 12px; border-radius: 3px; margin-right: 8px; vertical-align: -1px; }
        table { border-collapse: collapse; } td { padding: 3px 24px 3px 0; } td + td { text-align: right; font-variant-numeric: tabular-nums; }
        dl { display: grid; grid-template-columns: minmax(120px, max-content) 1fr; gap: 4px 16px; margin: 4px 0 12px; } dt { color: var(--soft); overflow-wrap: anywhere; } dd { margin: 0; }
        .remark { border-left: 3px solid var(--warn); padding-left: 10px; } .fine { font-size: 13px; }
        """;
}
