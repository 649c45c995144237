using System.Text.Json;
using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Sarif;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>Turns what a build left behind into a report. A project without a complete log is an error, never a clean one.</summary>
/// <param name="framework">The only target framework that counts; null for all.</param>
internal sealed class ReportBuilder(ScanTarget target, BuildOutcome outcome, string? framework = null)
{
    private const string LegacyReason =
        "it is a project of the style before the .NET SDK, which 'dotnet build' cannot build here; convert it to the SDK style to have it analysed";

    private const string NotRestoredReason = "it could not be restored or loaded";

    private readonly List<Finding> _findings = [];
    private readonly List<ScannedProject> _projects = [];
    private readonly List<ScanError> _errors = [];
    private readonly SortedDictionary<string, RuleText> _rules = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, SortedSet<string>> _switchedOff = new(StringComparer.Ordinal);
    private readonly List<SkippedProject> _skipped = [];

    public ScanReport Build()
    {
        ILookup<string, StartedBuild> started = outcome.Started.ToLookup(build => build.Project, PathText.Comparer);
        var unreached = new List<string>();
        foreach (string project in target.Projects.Union(outcome.Started.Select(build => build.Project), PathText.Comparer).Order(StringComparer.Ordinal))
        {
            StartedBuild[] builds = [.. started[project].Where(IsAsked)];
            bool reached = started.Contains(project);
            if (reached && builds.Length == 0)
            {
                Skip(project, $"does not target {framework}");
                continue;
            }

            bool analysed = reached;
            foreach (StartedBuild build in builds)
            {
                analysed &= ReadLog(build, builds.Length > 1);
            }

            if (!reached && !ExplainUnreached(project))
            {
                unreached.Add(project);
            }

            _projects.Add(new(Name(project), project, [.. builds.Select(build => build.TargetFramework).Where(name => name.Length > 0)], analysed));
        }

        foreach (string project in target.OtherProjects)
        {
            Skip(project, $"is {ProjectFile.Kind(project)}");
        }

        if (_projects.Count == 0)
        {
            _errors.Add(new("", $"No project targets {framework}.", []));
        }

        ExplainTheRest(unreached);
        return new(target.Folder, ScanReport.Merge(_findings), _projects, _errors, _rules.Keys.ToHashSet())
        {
            RuleTexts = [.. _rules.Values],
            SwitchedOff = [.. _switchedOff.Select(rule => new SwitchedOffRule(rule.Key, [.. rule.Value]))],
            Skipped = _skipped,
        };
    }

    private bool IsAsked(StartedBuild build) => framework is null || framework.Equals(build.TargetFramework, StringComparison.OrdinalIgnoreCase);

    private void Skip(string project, string reason) => _skipped.Add(new(Name(project), project, reason));

    private bool ReadLog(StartedBuild build, bool severalFrameworks)
    {
        string prefix = severalFrameworks ? $"{build.TargetFramework}: " : "";
        if (!File.Exists(build.SarifFile))
        {
            (string why, IReadOnlyList<string> details) = WhyNoLog(build);
            return Fail(prefix + why, details);
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
        Note(log, Name(build.Project));
        if (log.Errors.Count > 0)
        {
            return Fail(prefix + "it does not compile, so findings may be missing", [.. log.Errors.Select(Shorten).Distinct()]);
        }

        if (log.Rules.Count == 0)
        {
            return Fail(prefix + WhyNoRules(build, log), log.LoadFailures);
        }

        return log.Crashes.Count == 0 || Fail(prefix + "an analyzer failed, so findings may be missing", log.Crashes);

        bool Fail(string message, IReadOnlyList<string> details)
        {
            _errors.Add(new(Name(build.Project), message, details));
            return false;
        }
    }

    private void Note(SarifLog log, string project)
    {
        foreach (RuleText rule in log.Texts.Values)
        {
            _rules[rule.Id] = rule;
        }

        foreach (string rule in log.SwitchedOff)
        {
            if (!_switchedOff.TryGetValue(rule, out SortedSet<string>? projects))
            {
                projects = new(StringComparer.Ordinal);
                _switchedOff.Add(rule, projects);
            }

            projects.Add(project);
        }
    }

    private (string Why, IReadOnlyList<string> Details) WhyNoLog(StartedBuild build)
    {
        string[] own = ErrorsOf(build.Project);
        bool broken = own.Length > 0;
        string[] referenced = [.. Referenced(build.Project).Where(project => ErrorsOf(project).Length > 0)];
        return build.Stripped is not null ? ("its build skips or replaces the compiler, so nothing was analysed", own)
            : broken && ProjectFile.IsLegacy(build.Project) ? (LegacyReason, own)
            : broken && own.All(error => error.Contains("error NU", StringComparison.Ordinal)) ? (NotRestoredReason, own)
            : broken ? ("it did not build", own)
            : referenced.Length > 0 ? ($"it was not compiled, because {string.Join(", ", referenced.Select(Name))}, which it references, did not build",
                [.. referenced.SelectMany(ErrorsOf)])
            : outcome.Errors.Count > 0 ? ("it was not compiled, because a project that it references did not build",
                [.. outcome.Errors.Select(error => Shorten(error.Text)).Distinct()])
            : ("its build ended before the compiler ran, so nothing was analysed", []);
    }

    // What it references itself, and what those do.
    private HashSet<string> Referenced(string project)
    {
        var found = new HashSet<string>(PathText.Comparer);
        var open = new Queue<string>([project]);
        while (open.TryDequeue(out string? next))
        {
            foreach (string reference in outcome.Started.Where(build => PathText.Comparer.Equals(build.Project, next)).SelectMany(build => build.References))
            {
                if (found.Add(reference))
                {
                    open.Enqueue(reference);
                }
            }
        }

        found.Remove(project);
        return found;
    }

    private static string WhyNoRules(StartedBuild build, SarifLog log) =>
        build.Stripped is { Count: > 0 } ? "its build removes the analyzers before the compiler runs"
        : log.LoadFailures.Count > 0 ? "the analyzers could not be loaded; they need the compiler of the .NET SDK 8.0.100 or newer"
        : "the analyzers did not run; either its build switches them off, or its compiler is older than the .NET SDK 8.0.100";

    private bool ExplainUnreached(string project)
    {
        string[] own = ErrorsOf(project);
        string? reason = !File.Exists(project) ? $"the project file '{PathText.Relative(target.Folder, project)}' does not exist"
            : own.Length > 0 ? (ProjectFile.IsLegacy(project) ? LegacyReason : NotRestoredReason)
            : outcome.Succeeded && target.IsSolution ? "the solution's configuration does not build it; scan it by its own path, or choose another with -c"
            : outcome.Succeeded || outcome.Unhooked.Contains(project, PathText.Comparer)
                ? "its build never reached the hooks of the scan, so nothing was analysed"
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

        if (SdkPin.Missing(outcome.Tail) is { } pin)
        {
            _errors.Add(new(Path.GetFileName(target.Path), Shorten(pin), []));
            return;
        }

        string[] general = [.. outcome.Errors.Where(error => !IsListed(error.Project)).Select(error => Shorten(error.Text))];
        string which = unreached.Count == target.Projects.Count ? "" : $": {string.Join(", ", unreached.Select(Name))}";
        _errors.Add(new(Path.GetFileName(target.Path), $"the build stopped before it reached {(which.Length == 0 ? "any project" : "every project")}{which}",
            general.Length > 0 ? general : outcome.Errors.Count > 0 ? [.. outcome.Errors.Select(error => Shorten(error.Text))] : outcome.Tail));
    }

    private bool IsListed(string? project) => project is not null && target.Projects.Contains(project, PathText.Comparer);

    private string[] ErrorsOf(string project) =>
        [.. outcome.Errors.Where(error => PathText.Comparer.Equals(error.Project, project)).Select(error => Shorten(error.Text)).Distinct()];

    private string Shorten(string text) => outcome.Hide(text).Replace(target.Folder + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);

    private static string Name(string project) => Path.GetFileNameWithoutExtension(project);
}
