using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Scan;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>The builds of one session, under the user's own settings. They share what they restored and a compiler; disposing ends that.</summary>
internal sealed class FixBuild(ScanTarget target, BuildSettings settings, IReadOnlyList<string> analyzers, ScratchFolder scratch, IAnsiConsole progress)
    : IDisposable
{
    private readonly CompilerServer _compiler = new(scratch);
    private bool _isRestored;

    /// <param name="isVerdict">With every rule that could fail the build; else with the compiler's own and ours.</param>
    /// <returns>A report whose errors are all that kept the build from succeeding.</returns>
    public async Task<ScanReport> RunAsync(bool isVerdict, CancellationToken cancellation)
    {
        scratch.ForgetVerdicts();
        BuildSettings strict = settings with { IsStrict = true, IsVerdict = isVerdict, IsRestored = _isRestored, CompilerServer = _compiler.Name };
        var build = new InjectedBuild(target, analyzers, scratch, strict) { Say = progress.WriteLine };
        BuildOutcome outcome = await new BuildProgress(progress, scratch, target.Projects.Count, strict).WatchAsync(() => build.RunAsync(cancellation));
        ScanReport report = new ReportBuilder(target, outcome, settings.Framework).Build();
        _isRestored |= report.Errors.Count == 0;
        // Findings are complete without what runs after the compiler; a build is not.
        return report.Errors.Count > 0 || outcome.Errors.Count == 0
            ? report
            : report with { Errors = [.. outcome.Errors.GroupBy(problem => problem.Project ?? target.Path)
                .Select(own => new ScanError(Path.GetFileNameWithoutExtension(own.Key), "it did not build", [.. own.Select(problem => problem.Text)]))] };
    }

    public void Dispose() => _compiler.Dispose();
}
