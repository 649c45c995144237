using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using GracefulAnalyzers.Benchmarks;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

// Compiles one large project with the SDK's analyzers and with ours on top, alternating, and compares medians.
//   --worst   measures the worst case instead of an ordinary service
//   --check   fails when ours allocate more than the target
//   GRACEnnnn … measures these rules only
const int Rounds = 5;
const double MostAdded = 0.03;

var unknown = args.Where(static arg => arg is not ("--worst" or "--check") && !arg.StartsWith("GRACE", StringComparison.Ordinal)).ToList();
if (unknown.Count > 0)
{
    await Console.Error.WriteLineAsync($"Unknown argument '{unknown[0]}'. Usage: [--worst] [--check] [GRACEnnnn …]");
    return 2;
}

var ids = args.Where(static arg => arg.StartsWith("GRACE", StringComparison.Ordinal)).ToList();
var (corpus, lines) = args.Contains("--worst") ? Corpus.Worst() : Corpus.Ordinary();
var sdk = AnalyzerSets.Sdk();
var ours = AnalyzerSets.Ours().RemoveAll(analyzer => ids.Count > 0 && !ids.Exists(id => analyzer.GetType().Name.StartsWith(id, StringComparison.Ordinal)));
if (ours.IsEmpty)
{
    await Console.Error.WriteLineAsync($"No rule is named {string.Join(" or ", ids)}.");
    return 2;
}

var errors = corpus.GetDiagnostics().Count(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
Console.WriteLine(FormattableString.Invariant($"{lines:N0} lines, {errors} compiler errors, {sdk.Length} SDK analyzers, {ours.Length} of ours"));
if (errors > 0)
{
    Console.WriteLine(string.Join('\n', corpus.GetDiagnostics().Where(static d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error).Take(5)));
    return 1;
}

List<Run> without = [], with = [];
for (var round = 0; round <= Rounds; round++)
{
    var baseline = await MeasureAsync(sdk);
    var more = await MeasureAsync(sdk.AddRange(ours));
    if (round > 0)
    {
        // The first round pays for the JIT.
        without.Add(baseline);
        with.Add(more);
    }
}

Console.WriteLine();
Console.WriteLine("| median of five | SDK analyzers | with GracefulAnalyzers | difference |");
Console.WriteLine("|---|---|---|---|");
Row("allocated, MB", static run => run.Megabytes);
Row("processor time, s", static run => run.ProcessorSeconds);
Console.WriteLine();
Console.WriteLine("| rule, ms of five rounds | median | least |");
Console.WriteLine("|---|---|---|");
foreach (var rule in ours.Select(static analyzer => analyzer.GetType().Name).Order(StringComparer.Ordinal))
{
    var times = with.Select(run => run.RuleMilliseconds[rule]).ToList();
    Console.WriteLine(FormattableString.Invariant($"| {rule} | {Median(times):F1} | {times.Min():F1} |"));
}

var added = (Median(with.Select(static run => run.Megabytes)) / Median(without.Select(static run => run.Megabytes))) - 1;
if (args.Contains("--check") && added > MostAdded)
{
    await Console.Error.WriteLineAsync(
        FormattableString.Invariant($"The rules allocate {added:P1} more than the SDK's own; at most {MostAdded:P0} is allowed."));
    return 1;
}

return 0;

void Row(string name, Func<Run, double> figure)
{
    var (before, after) = (Median(without.Select(figure)), Median(with.Select(figure)));
    Console.WriteLine(FormattableString.Invariant($"| {name} | {before:F1} | {after:F1} | {(after - before) / before:+0.0 %;-0.0 %} |"));
}

async Task<Run> MeasureAsync(ImmutableArray<DiagnosticAnalyzer> analyzers)
{
    var compilation = Fresh(AnalyzerSets.WithBuildSeverities(corpus, analyzers));
    GC.Collect();
    GC.WaitForPendingFinalizers();
    var process = Process.GetCurrentProcess();
    var (allocated, processor) = (GC.GetTotalAllocatedBytes(precise: true), process.TotalProcessorTime);

    var driver = compilation.WithAnalyzers(analyzers, new CompilationWithAnalyzersOptions(
        new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
    var result = await driver.GetAnalysisResultAsync(default);
    _ = driver.Compilation.GetDiagnostics();

    process.Refresh();
    var run = new Run(
        (GC.GetTotalAllocatedBytes(precise: true) - allocated) / 1048576.0,
        (process.TotalProcessorTime - processor).TotalSeconds,
        []);
    foreach (var analyzer in analyzers.Intersect(ours))
    {
        run.RuleMilliseconds[analyzer.GetType().Name] = result.AnalyzerTelemetryInfo[analyzer].ExecutionTime.TotalMilliseconds;
    }

    return run;
}

// Bound trees are cached by the compilation; a clone starts cold.
static CSharpCompilation Fresh(CSharpCompilation compilation) =>
    compilation.WithAssemblyName("Corpus" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture));

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return sorted[sorted.Count / 2];
}

internal sealed record Run(double Megabytes, double ProcessorSeconds, Dictionary<string, double> RuleMilliseconds);
