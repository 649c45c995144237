using System.Text.Json;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Sarif;

namespace GracefulAnalyzers.Cli.Reports;

/// <summary>Turns what a build left behind into a report. A project without a complete log is an error, never a clean one.</summary>
internal sealed class ReportBuilder(ScanTarget target, BuildOutcome outcome)
{
    private readonly List<Finding> _findings = [];
    private readonly List<ScannedProject> _projects = [];
    private readonly List<ScanError> _errors = [];
    private readonly HashSet<string> _rules = [];

    public ScanReport Build()
    {
        ILookup<string, StartedBuild> started = outcome.Started.ToLookup(build => build.Project, PathText.Comparer);
        var unreached = new List<string>();
        foreach (string project in target.Projects.Union(outcome.Started.Select(build => build.Project), PathText.Comparer).Order(StringComparer.Ordinal))
        {
            bool reached = started.Contains(project);
            bool analysed = reached;
            foreach (StartedBuild build in started[project])
            {
                analysed &= ReadLog(build, started[project].Count() > 1);
            }

            if (!reached && !ExplainUnreached(project))
            {
                unreached.Add(project);
            }

            _projects.Add(new(Name(project), project, [.. started[project].Select(build => build.TargetFramework).Where(name => name.Length > 0)], analysed));
        }

        ExplainTheRest(unreached);
        return new(target.Folder, ScanReport.Merge(_findings), _projects, _errors, _rules);
    }

    private bool ReadLog(StartedBuild build, bool severalFrameworks)
    {
        string prefix = severalFrameworks ? $"{build.TargetFramework}: " : "";
        if (!File.Exists(build.SarifFile))
        {
            string[] own = ErrorsOf(build.Project);
            return Fail(prefix + (own.Length > 0 ? "it did not build" : "it was not compiled, because a project that it references did not build"), own);
        }

        SarifLog log;
        try
        {
            log = SarifLog.Parse(File.ReadAllText(build.SarifFile), build.Project);
        }
        catch (JsonException)
        {
            return Fail(prefix + "the compiler's error log is incomplete", ErrorsOf(build.Project));
        }

        _findings.AddRange(log.Findings);
        _rules.UnionWith(log.Rules);
        if (log.Errors.Count > 0)
        {
            return Fail(prefix + "it does not compile, so findings may be missing", [.. log.Errors.Select(Shorten).Distinct()]);
        }

        if (log.Rules.Count == 0)
        {
            string reason = log.LoadFailures.Count > 0 ? "the analyzers could not be loaded" : "the analyzers did not run";
            return Fail($"{prefix}{reason}; they need the compiler of the .NET SDK 8.0.100 or newer", log.LoadFailures);
        }

        return log.Crashes.Count == 0 || Fail(prefix + "an analyzer failed, so findings may be missing", log.Crashes);

        bool Fail(string message, IReadOnlyList<string> details)
        {
            _errors.Add(new(Name(build.Project), message, details));
            return false;
        }
    }

    private bool ExplainUnreached(string project)
    {
        string[] own = ErrorsOf(project);
        string? reason = !File.Exists(project) ? $"the project file '{PathText.Relative(target.Folder, project)}' does not exist"
            : own.Length > 0 ? "it could not be restored or loaded"
            : outcome.Succeeded ? "the solution's default configuration does not build it; scan it by its own path"
            : null;
        if (reason is not null)
        {
            _errors.Add(new(Name(project), reason, own));
        }

        return reason is not null;
    }

    private void ExplainTheRest(List<string> unreached)
    {
        if (unreached.Count == 0)
        {
            return;
        }

        string[] general = [.. outcome.Errors.Where(error => !IsListed(error.Project)).Select(error => Shorten(error.Text))];
        string which = unreached.Count == target.Projects.Count ? "" : $": {string.Join(", ", unreached.Select(Name))}";
        _errors.Add(new(Path.GetFileName(target.Path), $"the build stopped before it reached {(which.Length == 0 ? "any project" : "every project")}{which}",
            general.Length > 0 ? general : outcome.Tail));
    }

    private bool IsListed(string? project) => project is not null && target.Projects.Contains(project, PathText.Comparer);

    private string[] ErrorsOf(string project) =>
        [.. outcome.Errors.Where(error => PathText.Comparer.Equals(error.Project, project)).Select(error => Shorten(error.Text)).Distinct()];

    private string Shorten(string text) => text.Replace(target.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);
}
