using System.Globalization;
using System.Text;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>The requests whose clients lost something: which, when, and what they saw.</summary>
internal static class LossesSection
{
    // Nobody reads more in a page; the JSON report has them all.
    private const int MostRows = 100;

    public static string Write(DrillReport report)
    {
        RequestRecord[] lost = [.. report.Requests.Where(request => OutcomeText.IsBad(request.Outcome)).OrderBy(request => request.ResumedBy is not null)
            .ThenBy(request => request.Ended)];
        if (lost.Length == 0)
        {
            return "";
        }

        var page = new StringBuilder();
        page.Append("""
            <section aria-labelledby="losses">
            <h2 id="losses">What clients lost</h2>
            <table class="losses">
            <thead><tr><th scope="col">Outcome</th><th scope="col">Request</th><th scope="col">Ended</th><th scope="col">It was</th><th scope="col" class="number">After</th><th scope="col" class="number">Received</th><th scope="col">What the client saw</th></tr></thead>
            <tbody>

            """);
        foreach (RequestRecord request in lost.Take(MostRows))
        {
            page.Append(CultureInfo.InvariantCulture, $"""
                <tr><td class="outcome"><span class="swatch {OutcomeText.Key(request.Outcome)}"></span>{OutcomeText.Name(request.Outcome)}</td><td><code>{HtmlText.Url(report.Plan.Load.Requests[request.Kind])}</code> <span class="soft">#{request.Number.ToString(CultureInfo.InvariantCulture)}</span></td><td data-label="ended">{When(report, request)}</td><td class="phase">{Phase(report, request)}</td><td class="number" data-label="after">{DurationText.Format(request.Duration)}</td><td class="number" data-label="received">{Received(request)}</td><td>{Seen(request)}</td></tr>

                """);
        }

        page.Append("</tbody>\n</table>\n");
        if (lost.Length > MostRows)
        {
            page.Append(CultureInfo.InvariantCulture,
                $"<p class=\"soft\">And {HtmlText.Of(lost.Length - MostRows)} more; <code>--json</code> writes all of them.</p>\n");
        }

        page.Append("</section>\n");
        return page.ToString();
    }

    private static string When(DrillReport report, RequestRecord request)
    {
        if (RequestCycles.Of(report, request) is not { } cycle)
        {
            return "before any signal";
        }

        string number = report.Cycles.Count > 1 ? $", cycle {HtmlText.Of(cycle.Number)}" : "";
        return $"{DurationText.Format(request.Ended - cycle.SignalledAt)} after {StopSignals.NameOf(cycle.Signal)}{number}";
    }

    private static string Phase(DrillReport report, RequestRecord request) => RequestPhases.Of(request, report) switch
    {
        RequestPhase.InFlight => "in flight at the signal",
        RequestPhase.Newcomer => "new while stopping",
        _ => "undisturbed",
    };

    private static string Received(RequestRecord request) => $"{HtmlText.Of(request.Events)} events, {HtmlText.Bytes(request.Bytes)} bytes";

    private static string Seen(RequestRecord request)
    {
        string detail = OutcomeText.Detail(request) is { Length: > 0 } text ? text : "nothing else";
        string resumed = request.ResumedBy is { } by
            ? $"; resumed to its end by #{by.ToString(CultureInfo.InvariantCulture)}, not held against the service"
            : "";
        return HtmlText.Of(OutcomeText.Status(request) + detail + resumed);
    }
}
