using System.Diagnostics;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>One scan from target to exit code. The analyzers are handed in: absolute paths of assemblies for the compiler.</summary>
internal sealed class ScanRun(IReadOnlyList<string> analyzers, TextWriter json, Terminal output, Terminal error, string currentFolder)
{
    public async Task<int> RunAsync(string? path, ScanOptions options, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        ScanTarget target;
        ScanReport report;
        ScanVerdict verdict;
        try
        {
            target = ScanTarget.Resolve(path, currentFolder).Only(options.Project, currentFolder);
            if (Directory.Exists(options.SarifFile is { } file ? Path.GetFullPath(file, currentFolder) : null))
            {
                throw new ScanRefusedException($"'{options.SarifFile}' is a folder; --sarif needs the path of a file.");
            }

            Announce(target, options);
            report = await AnalyseAsync(target, options, cancellation);
            verdict = ScanVerdict.Of(report, options);
            WriteSarif(report, verdict, options);
        }
        catch (Exception e) when (e is ScanRefusedException or IOException or UnauthorizedAccessException)
        {
            return Refuse(e.Message, options);
        }

        if (options.Json)
        {
            await json.WriteLineAsync(JsonReport.Write(report, verdict, ToolVersion.Text));
            return verdict.ExitCode;
        }

        var human = new HumanReport(output, ShownRoot(target));
        if (options.GitHub)
        {
            new GitHubReport(json, GitHubReport.RootOf(target.Folder)).Write(verdict);
        }
        else
        {
            human.WriteFindings(verdict);
        }

        if (!options.Quiet)
        {
            human.WriteSummary(report, verdict, clock.Elapsed);
        }

        return verdict.ExitCode;
    }

    private async Task<ScanReport> AnalyseAsync(ScanTarget target, ScanOptions options, CancellationToken cancellation)
    {
        CarriedAssemblies.Require(analyzers);
        using ScratchFolder scratch = ScratchFolder.Create();
        var build = new InjectedBuild(target, analyzers, scratch, options.Build) { Say = options.Quiet ? _ => { } : error.Console.WriteLine };
        BuildOutcome outcome = options.Quiet
            ? await build.RunAsync(cancellation)
            : await new BuildProgress(error.Console, scratch, target.Projects.Count, options.Build).WatchAsync(() => build.RunAsync(cancellation));
        return new ReportBuilder(target, outcome, options.Build.Framework).Build();
    }

    private void WriteSarif(ScanReport report, ScanVerdict verdict, ScanOptions options)
    {
        if (options.SarifFile is not { } file)
        {
            return;
        }

        string path = Path.GetFullPath(file, currentFolder);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, new SarifWriter(RepositoryRoot.Of(report.Root), ToolVersion.Text).Write(report, verdict));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ScanRefusedException($"The SARIF log could not be written: {e.Message}", e);
        }
    }

    private void Announce(ScanTarget target, ScanOptions options)
    {
        if (!options.Json && !options.Quiet)
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
        ScanReport report = ScanReport.Refused(currentFolder, reason);
        ScanVerdict verdict = ScanVerdict.Of(report, options);
        if (options.Json)
        {
            json.WriteLine(JsonReport.Write(report, verdict, ToolVersion.Text));
        }
        else if (options.GitHub)
        {
            new GitHubReport(json, currentFolder).Write(verdict);
        }

        return ScanVerdict.CouldNotAnalyse;
    }
}
