using System.Diagnostics;
using System.Reflection;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Reports;
using Spectre.Console;

namespace GracefulAnalyzers.Cli;

/// <summary>One scan from target to exit code. The analyzers are handed in: absolute paths of assemblies for the compiler.</summary>
internal sealed class ScanRun(IReadOnlyList<string> analyzers, TextWriter json, Terminal output, Terminal error, string currentFolder)
{
    /// <summary>The analyzers that travel with the tool.</summary>
    public static IReadOnlyList<string> CarriedAnalyzers { get; } = [Path.Combine(AppContext.BaseDirectory, "analyzers", "GracefulAnalyzers.dll")];

    private static string ToolVersion =>
        typeof(ScanRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];

    public async Task<int> RunAsync(string? path, ScanOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        ScanTarget target;
        ScanReport report;
        try
        {
            target = ScanTarget.Resolve(path, currentFolder);
            Announce(target, options);
            report = await AnalyseAsync(target, cancellation);
        }
        catch (Exception e) when (e is ScanRefusedException or IOException or UnauthorizedAccessException)
        {
            return Refuse(e.Message, options);
        }

        ScanVerdict verdict = ScanVerdict.Of(report, options);
        if (options.Json)
        {
            await json.WriteLineAsync(JsonReport.Write(report, verdict, ToolVersion));
        }
        else
        {
            new HumanReport(output, ShownRoot(target)).Write(report, verdict, clock.Elapsed);
        }

        return verdict.ExitCode;
    }

    private async Task<ScanReport> AnalyseAsync(ScanTarget target, CancellationToken cancellation)
    {
        if (analyzers.FirstOrDefault(analyzer => !File.Exists(analyzer)) is { } missing)
        {
            throw new ScanRefusedException($"The installation is incomplete: '{missing}' is missing.");
        }

        using ScratchFolder scratch = ScratchFolder.Create();
        var build = new InjectedBuild(target, analyzers, scratch);
        BuildOutcome outcome = await new BuildProgress(error.Console, scratch, target.Projects.Count).WatchAsync(() => build.RunAsync(cancellation));
        return new ReportBuilder(target, outcome).Build();
    }

    private void Announce(ScanTarget target, ScanOptions options)
    {
        if (!options.Json)
        {
            string path = ShownRoot(target) == currentFolder ? PathText.Relative(currentFolder, target.Path) : target.Path;
            new HumanReport(output, currentFolder).WriteHeader(path);
        }
    }

    // Paths that a terminal can open, unless that takes a climb through parent folders.
    private string ShownRoot(ScanTarget target) =>
        PathText.Relative(currentFolder, target.Path).StartsWith("..", StringComparison.Ordinal) ? target.Folder : currentFolder;

    private int Refuse(string reason, ScanOptions options)
    {
        error.Console.WriteLine(reason);
        if (options.Json)
        {
            ScanReport report = ScanReport.Refused(currentFolder, reason);
            json.WriteLine(JsonReport.Write(report, ScanVerdict.Of(report, options), ToolVersion));
        }

        return ScanVerdict.CouldNotAnalyse;
    }
}
