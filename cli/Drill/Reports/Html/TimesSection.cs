using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>How long complete requests took, and the times that follow from it.</summary>
internal static class TimesSection
{
    public static string Write(DrillReport report)
    {
        if (report.Durations is not { } durations)
        {
            return "";
        }

        return $"""
            <section aria-labelledby="times">
            <h2 id="times">Times</h2>
            <div class="columns">
            <div class="panel">
            <h3>Complete requests took</h3>
            <dl class="figures">
            <div><dt>p50</dt><dd>{DurationText.Format(durations.P50)}</dd></div>
            <div><dt>p95</dt><dd>{DurationText.Format(durations.P95)}</dd></div>
            <div><dt>p99</dt><dd>{DurationText.Format(durations.P99)}</dd></div>
            </dl>
            </div>
            {Suggested(report)}
            </div>
            </section>

            """;
    }

    private static string Suggested(DrillReport report)
    {
        if (report.Suggestion is not { } suggestion)
        {
            return "";
        }

        string delay = suggestion.DrainDelay > TimeSpan.Zero ? $", with {Seconds(suggestion.DrainDelay)} s in which the listener stays open" : "";
        string bound = suggestion.IsLowerBound ? " Both are lower bounds: requests were cut off, so the longest durations are unknown." : "";
        string least = suggestion.IsLowerBound ? "≥ " : "";
        return $"""
            <div class="panel">
            <h3>Suggested</h3>
            <dl class="figures">
            <div><dt><code>ShutdownTimeout</code></dt><dd>{least}{Seconds(suggestion.ShutdownTimeout)} s</dd></div>
            <div><dt><code>terminationGracePeriodSeconds</code></dt><dd>{least}{Seconds(suggestion.TerminationGracePeriod)}</dd></div>
            </dl>
            <p class="soft">p99 and a margin{delay}; a <code>preStop</code> hook comes on top. The drill's grace was {DurationText.Format(report.Plan.Grace)}.{bound}</p>
            </div>
            """;
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0", CultureInfo.InvariantCulture);
}
