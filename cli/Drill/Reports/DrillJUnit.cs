using System.Globalization;
using System.Xml.Linq;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Reports;

/// <summary>A drill as a JUnit test suite: one test case per count that is judged.</summary>
internal static class DrillJUnit
{
    public static string Write(DrillReport report)
    {
        IReadOnlyList<Verdict> verdicts = report.Verdicts;
        var suite = new XElement(
            "testsuite",
            new XAttribute("name", "graceful drill"),
            new XAttribute("tests", verdicts.Count + (report.IsUnmeasured ? 1 : 0)),
            new XAttribute("failures", verdicts.Count(verdict => !verdict.Passed)),
            new XAttribute("errors", report.IsUnmeasured ? 1 : 0),
            new XAttribute("skipped", verdicts.Count(verdict => verdict.Measured is null)),
            new XAttribute("time", Seconds(report.Duration)),
            new XAttribute("timestamp", report.StartedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture)),
            verdicts.Select(verdict => Case(verdict, report)),
            report.IsUnmeasured ? Error("the ledger is read", report.EffectRemark!, "") : null);
        return new XDocument(new XElement("testsuites", suite)).ToString();
    }

    /// <summary>A drill that could not run, so that the pipeline's test view shows why.</summary>
    public static string WriteRefusal(string message, IReadOnlyList<string> details) =>
        new XDocument(new XElement(
            "testsuites",
            new XElement(
                "testsuite",
                new XAttribute("name", "graceful drill"),
                new XAttribute("tests", 1),
                new XAttribute("failures", 0),
                new XAttribute("errors", 1),
                Error("the drill runs", message, string.Join('\n', details))))).ToString();

    private static XElement Error(string name, string message, string details) => new(
        "testcase",
        new XAttribute("classname", "graceful.drill"),
        new XAttribute("name", name),
        new XElement("error", new XAttribute("message", Clean(message)), Clean(details)));

    private static XElement Case(Verdict verdict, DrillReport report)
    {
        string name = FailOn.WordOf(verdict.Count);
        return new(
            "testcase",
            new XAttribute("classname", "graceful.drill"),
            new XAttribute("name", name),
            new XAttribute("time", Seconds(report.Duration)),
            verdict switch
            {
                { Measured: null } => new XElement("skipped", new XAttribute("message", "not measured")),
                { Passed: false } => new XElement("failure", new XAttribute("message", $"{verdict.Measured} {name}, at most {verdict.Limit} allowed"),
                    Clean(Examples(verdict.Count, report))),
                _ => null,
            });
    }

    private static string Examples(Count count, DrillReport report)
    {
        Outcome? outcome = count switch
        {
            Count.Truncated => Outcome.Truncated,
            Count.Reset => Outcome.Reset,
            Count.ServerErrors => Outcome.ServerError,
            Count.Hung => Outcome.Hung,
            _ => null,
        };
        IEnumerable<string> lines = count is Count.Lost or Count.Doubled
            ? (count == Count.Lost ? report.Effects!.LostIds : report.Effects!.DoubledIds).Take(20)
            : outcome is null
            ? report.Cycles.Select(cycle => $"cycle {cycle.Number}: exit after {DurationText.Format(cycle.TimeToExit)}, code "
                + $"{cycle.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "unknown"}")
            : report.Requests.Where(request => request.Outcome == outcome && request.ResumedBy is null).Take(20).Select(request =>
                $"request {request.Number} {report.Plan.Load.Requests[request.Kind].Url.PathAndQuery}: {Seconds(request.Started)} "
                    + $"s to {Seconds(request.Ended)} s, {request.Events} events, {request.Bytes} bytes, {request.Detail}");
        return string.Join('\n', lines);
    }

    private static string Seconds(TimeSpan time) => time.TotalSeconds.ToString("0.000", CultureInfo.InvariantCulture);

    // XML has no way to write most control characters, and a service may print any.
    private static string Clean(string text) => string.Concat(text.Select(character => System.Xml.XmlConvert.IsXmlChar(character) ? character : '\uFFFD'));
}
