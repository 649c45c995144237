using System.CommandLine;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>The <c>fix</c> verb: its arguments, and what they mean.</summary>
internal sealed class FixCommand
{
    private const string Summary = """
        Mends shutdown defects in a solution or project, by the real dotnet format with the analyzers and fixes injected.

        It builds before and after. Fixes whose result does not compile are found with a few more builds, taken back and named with the compiler's error; the others stay. A project that a named project only references is not mended.

        It edits in place, and restores every file after a failure of its own, Ctrl-C or SIGTERM, and after --dry-run, --patch-per-rule and --check. Killed outright, it cannot: what is committed comes back with git checkout, and the next run names the folder that holds every file as it was.

        Exit codes: 0 nothing fixable is left; 1 fixable findings are left, the result of a fix does not compile, or --check would change something; 2 refused or failed, and every file is as it was.
        """;

    private readonly TargetOptions _target = new();

    private readonly Option<string> _severity = CommandOptions.OneOf("--severity", "The lowest severity to fix.", "warning", "info", "warning");

    private readonly Option<string> _safety = CommandOptions.OneOf(
        "--safety",
        "Up to which level fixes are applied. safe: the program does what it did, except for the defect; "
            + "behaviour: also fixes that change behaviour on purpose, for instance that let a disconnect end a stream; scaffold: "
            + "also fixes that add a source file of ours, which is yours to edit. Every rule's page tells its level.",
        "scaffold",
        "safe",
        "behaviour",
        "scaffold");

    private readonly Option<string[]> _include = CommandOptions.Repeatable(
        "--include",
        "GLOB",
        "Only findings in files that match, relative to the folder of the solution or project; may be repeated. "
            + "A fix may still have to edit other files, for instance a registration.");

    private readonly BuildOptions _build = new();

    private readonly Option<bool> _dryRun = new("--dry-run")
        { Description = "Print a patch on standard output and change nothing. The files are edited, built and restored in place." };

    private readonly Option<string?> _patchPerRule = new("--patch-per-rule")
    {
        Description = "Change nothing and write a patch for each rule to this folder, each of which applies alone. Files are edited, built and restored in "
            + "place.",
        HelpName = "DIR",
    };

    private readonly Option<bool> _check = new("--check")
        { Description = "Change nothing; exit code 1 when something would change. The files are edited, built and restored in place." };

    private readonly Option<bool> _force = new("--force") { Description = "Also fix what is not committed, or not in git." };

    public FixCommand()
    {
        CommandOptions.Each(_include, PathFilter.Problem);
        CommandOptions.Each(_patchPerRule, value => string.IsNullOrWhiteSpace(value) ? "--patch-per-rule needs the path of a folder." : null);
    }

    public Command Create(Func<FixRun> run)
    {
        var command = new Command("fix", Summary)
        {
            _target.Path, _target.Project, _target.Rules, _severity, _safety, _include, _dryRun, _patchPerRule, _check, _force, _build.Configuration,
            _build.Framework, _build.Properties, _build.NoRestore,
        };
        command.Validators.Add(result =>
        {
            string[] rehearsals =
            [
                .. result.GetValue(_dryRun) ? [_dryRun.Name] : Array.Empty<string>(),
                .. result.GetValue(_check) ? [_check.Name] : Array.Empty<string>(),
                .. result.GetResult(_patchPerRule) is null ? Array.Empty<string>() : [_patchPerRule.Name],
            ];
            if (rehearsals.Length > 1)
            {
                result.AddError($"{string.Join(" and ", rehearsals)} exclude each other.");
            }
        });
        command.SetAction((result, cancellation) => run().RunAsync(result.GetValue(_target.Path), Read(result), cancellation));
        return command;
    }

    private FixOptions Read(ParseResult result) => new(
        _target.RulesIn(result),
        Enum.Parse<Severity>(result.GetValue(_severity)!, ignoreCase: true),
        Enum.Parse<FixLevel>(result.GetValue(_safety)!, ignoreCase: true),
        result.GetValue(_include) ?? [],
        result.GetValue(_dryRun) || result.GetValue(_patchPerRule) is not null ? FixMode.DryRun : result.GetValue(_check) ? FixMode.Check : FixMode.Apply,
        result.GetValue(_force))
    {
        PatchFolder = result.GetValue(_patchPerRule),
        Project = result.GetValue(_target.Project),
        Build = _build.Read(result),
    };
}
