using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>Draws one cycle as SVG: times in percent of the width and heights in pixels, so that text stays as large on a narrow screen.</summary>
internal sealed class Timeline(DrillReport report, CycleReport cycle, TimelineWindow window, CycleRequests requests)
{
    private const double LabelRow = 14;
    private const double CaptionHeight = 18;
    private const double GroupGap = 8;
    private const double BandHeight = 10;
    private const double StripHeight = 30;
    private const double AxisHeight = 20;
    private const int TallestLane = 11;
    private const int FlattestLane = 3;
    private const int MostHeight = 600;

    // The least that still shows on a narrow screen.
    private const double NarrowestBar = 0.5;
    private const int Bins = 100;

    private readonly StringBuilder _body = new();
    private double _y;

    public string Draw()
    {
        string signal = StopSignals.NameOf(cycle.Signal);
        _y = 3 * LabelRow;
        Band();
        Lanes($"In flight at {signal}: {HtmlText.Of(cycle.InFlight)}", "held", requests.Held);
        Lanes($"New after {signal}, accepted: {HtmlText.Of(requests.Newcomers.Count)}", "newcomers", requests.Newcomers);
        Strip();

        double bottom = _y + 4;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""
            <svg class="timeline" height="{HtmlText.Pixels(bottom + AxisHeight)}" role="img" aria-label="Timeline of cycle {cycle.Number}: {Spoken()}">

            """);
        Rectangle(svg, "drain", cycle.SignalledAt, cycle.ExitedAt, 3 * LabelRow, bottom - (3 * LabelRow), "");
        Axis(svg, bottom);
        svg.Append(_body);
        Marks(svg, bottom);
        svg.Append("</svg>\n");
        return svg.ToString();
    }

    private string Spoken()
    {
        IEnumerable<string> outcomes = OutcomeText.Order
            .Select(outcome => (Outcome: outcome, Count: requests.All.Count(request => request.Outcome == outcome)))
            .Where(entry => entry.Count > 0)
            .Select(entry => $"{HtmlText.Of(entry.Count)} {OutcomeText.Name(entry.Outcome)}");
        return HtmlText.Of($"{StopSignals.NameOf(cycle.Signal)} with {cycle.InFlight} requests in flight, exit {DurationText.Format(cycle.TimeToExit)} "
            + $"later. Around it: {string.Join(", ", outcomes)}.");
    }

    private void Axis(StringBuilder svg, double bottom)
    {
        foreach ((double seconds, bool major) in window.Ticks(cycle.SignalledAt))
        {
            double percent = window.Percent(cycle.SignalledAt + TimeSpan.FromSeconds(seconds));
            string x = HtmlText.Percent(percent);
            string anchor = percent < 3 ? "start" : percent > 97 ? "end" : "middle";
            string sign = seconds > 0 ? "+" : seconds < 0 ? "−" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{x}\" x2=\"{x}\" y1=\"{3 * LabelRow}\" "
                + $"y2=\"{HtmlText.Pixels(bottom)}\"/><text class=\"tick{(major ? "" : " minor")}\" text-anchor=\"{anchor}\" x=\"{x}\" "
                + $"y=\"{HtmlText.Pixels(bottom + 15)}\">{sign}{Math.Abs(seconds):0.##} s</text>\n");
        }
    }

    private void Band()
    {
        (ReadinessChange Change, TimeSpan End)[] shown =
        [
            .. report.Readiness
                .Select((change, index) => (Change: change, End: index + 1 < report.Readiness.Count ? report.Readiness[index + 1].At : report.Duration))
                .Where(entry => entry.End >= window.From && entry.Change.At <= window.Until),
        ];
        Caption("Readiness: " + (shown.Length > 0
            ? string.Join(" → ",
                shown.Select(entry => entry.Change.State == ReadinessState.NotReady
                    ? entry.Change.Status?.ToString(CultureInfo.InvariantCulture)
                    : Word(entry.Change)))
            : "unknown"));
        foreach ((ReadinessChange change, TimeSpan end) in shown)
        {
            string key = change.State switch { ReadinessState.Ready => "ready", ReadinessState.NotReady => "notReady", _ => "closed" };
            Rectangle(_body, "readiness " + key, change.At, end, _y, BandHeight, $"{Word(change)}, from {Relative(change.At)}");
        }

        _y += BandHeight;
    }

    private static string Word(ReadinessChange change) => change.State switch
    {
        ReadinessState.Ready => "ready",
        ReadinessState.NotReady => $"not ready ({change.Status?.ToString(CultureInfo.InvariantCulture)})",
        ReadinessState.Silent => "no answer",
        _ => "closed",
    };

    private void Lanes(string caption, string group, IReadOnlyList<(RequestRecord Request, int Lane)> bars)
    {
        if (bars.Count == 0)
        {
            return;
        }

        _y += GroupGap;
        Caption(caption);
        int lanes = bars.Max(bar => bar.Lane) + 1;
        // Whole pixels, so that thin bars keep their colour.
        int height = Math.Clamp(MostHeight / lanes, FlattestLane, TallestLane);
        int gap = height > 5 ? 2 : 1;
        _body.Append(CultureInfo.InvariantCulture, $"<g data-group=\"{group}\">\n");
        foreach ((RequestRecord request, int lane) in bars)
        {
            string kind = "bar " + OutcomeText.Key(request.Outcome) + (request.Ended <= cycle.SignalledAt ? " undisturbed" : "");
            double y = _y + (lane * height);
            Rectangle(_body, kind, request.Started, request.Ended, y, height - gap, Title(request));
            if (OutcomeText.IsBad(request.Outcome) && window.Shows(request.Ended) && request.Duration > window.Length * 0.01)
            {
                // A loss is told from a good end without its colour, too; the shortest bars would be all end.
                string x = HtmlText.Percent(window.Percent(request.Ended));
                _body.Append(CultureInfo.InvariantCulture,
                    $"<line class=\"end\" x1=\"{x}\" x2=\"{x}\" y1=\"{HtmlText.Pixels(y)}\" y2=\"{HtmlText.Pixels(y + height - gap)}\"/>\n");
            }
        }

        _body.Append("</g>\n");
        _y += lanes * height;
    }

    private void Strip()
    {
        if (requests.Refused.Count == 0)
        {
            return;
        }

        TimeSpan bin = window.Length / Bins;
        ILookup<int, RequestRecord> bins = requests.Refused.ToLookup(request => Math.Clamp((int)((request.Ended - window.From) / bin), 0, Bins - 1));
        int most = bins.Max(requestsInBin => requestsInBin.Count());
        _y += GroupGap;
        Caption($"Refused before acceptance: {HtmlText.Of(requests.Refused.Count)}, up to {HtmlText.Of(most)} in {DurationText.Format(bin)}");
        _body.Append("<g data-group=\"refused\">\n");
        foreach (IGrouping<int, RequestRecord> part in bins)
        {
            double height = StripHeight * part.Count() / most;
            TimeSpan from = window.From + (bin * part.Key);
            Rectangle(_body, "density refused", from, from + bin, _y + StripHeight - height, height, $"{part.Count()} refused from {Relative(from)}");
        }

        _body.Append("</g>\n");
        _y += StripHeight;
    }

    private void Marks(StringBuilder svg, double bottom)
    {
        Mark(svg, "signal", StopSignals.NameOf(cycle.Signal), cycle.SignalledAt, 1, bottom);
        Mark(svg, "exit", report.WasKilled(cycle) ? "SIGKILL" : $"exit +{DurationText.Format(cycle.TimeToExit)}", cycle.ExitedAt, 2, bottom);
        string deadline = $"deadline +{DurationText.Format(report.Plan.Grace)}";
        if (window.Shows(cycle.Deadline))
        {
            Mark(svg, "deadline", deadline, cycle.Deadline, 3, bottom);
        }
        else
        {
            // Beside the signal's label where both have room on a narrow screen.
            double row = window.Percent(cycle.SignalledAt) < 45 ? 1 : 3;
            svg.Append(CultureInfo.InvariantCulture,
                $"<text class=\"label deadline\" text-anchor=\"end\" x=\"100%\" y=\"{(row * LabelRow) - 2}\">{deadline} →</text>\n");
        }
    }

    private void Mark(StringBuilder svg, string kind, string label, TimeSpan at, int row, double bottom)
    {
        double percent = window.Percent(at);
        string x = HtmlText.Percent(percent);
        (string anchor, int shift) = percent > 70 ? ("end", -5) : ("start", 5);
        double y = row * LabelRow;
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"mark {kind}\" x1=\"{x}\" x2=\"{x}\" y1=\"{y - 11}\" "
            + $"y2=\"{HtmlText.Pixels(bottom)}\"/><text class=\"label {kind}\" text-anchor=\"{anchor}\" x=\"{x}\" dx=\"{shift}\" "
            + $"y=\"{y - 2}\">{label}</text>\n");
    }

    private void Caption(string text)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<text class=\"caption\" x=\"0\" y=\"{HtmlText.Pixels(_y + 13)}\">{text}</text>\n");
        _y += CaptionHeight;
    }

    private void Rectangle(StringBuilder svg, string kind, TimeSpan from, TimeSpan to, double y, double height, string title)
    {
        double left = Math.Min(window.Percent(from), 100 - NarrowestBar);
        double width = Math.Max(NarrowestBar, window.Percent(to) - left);
        string inner = title.Length > 0 ? $"><title>{HtmlText.Of(title)}</title></rect>" : "/>";
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"{kind}\" x=\"{HtmlText.Percent(left)}\" width=\"{HtmlText.Percent(width)}\" "
            + $"y=\"{HtmlText.Pixels(y)}\" height=\"{HtmlText.Pixels(height)}\"{inner}\n");
    }

    private string Title(RequestRecord request)
    {
        RequestPlan plan = report.Plan.Load.Requests[request.Kind];
        string detail = request.Detail.Length > 0 ? $", {request.Detail}" : "";
        string resumed = request.ResumedBy is { } by ? $", resumed by #{by.ToString(CultureInfo.InvariantCulture)}" : "";
        return $"#{request.Number.ToString(CultureInfo.InvariantCulture)} {plan.Method} {plan.Url.PathAndQuery}: {OutcomeText.Name(request.Outcome)} "
            + $"after {DurationText.Format(request.Duration)}, {request.Events} events, {request.Bytes} bytes{detail}{resumed}";
    }

    private string Relative(TimeSpan at) =>
        at < cycle.SignalledAt ? $"−{DurationText.Format(cycle.SignalledAt - at)}" : $"+{DurationText.Format(at - cycle.SignalledAt)}";
}
