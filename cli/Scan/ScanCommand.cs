using System.CommandLine;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>The verb <c>scan</c>: its arguments, and what they mean.</summary>
internal sealed class ScanCommand
{
    private const string Summary = """
        Finds shutdown defects in a solution or project without changing a file of it.

        The scan runs a real build with the repository's own .NET SDK, so it executes what the repository's build executes. All outputs go to a temporary folder.
        What would switch the analysis off, or stop the build at a warning, is overridden; severities and suppressions of the repository count, and are counted.

        Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 something could not be analysed, or the arguments are wrong.
        """;

    private readonly TargetOptions _target = new();

    private readonly Option<string> _severity = CommandOptions.OneOf("--severity", "The lowest severity to list.", "warning", "info", "warning");

    private readonly Option<string> _failOn = CommandOptions.OneOf(
        "--fail-on", "The lowest severity that gives exit code 1.", "warning", "info", "warning", "error", "none");

    private readonly Option<bool> _json = new("--json") { Description = "Print one JSON document and nothing else on standard output." };

    private readonly Option<string> _format = CommandOptions.OneOf(
        "--format", "How findings are printed: text for a person, json as --json, github as annotations of a GitHub workflow.", "text", "text", "json",
        "github");

    private readonly Option<string?> _sarif = new("--sarif")
    {
        Description = "Also write one SARIF 2.1.0 log of all projects here; its paths are relative to the repository's root.",
        HelpName = "FILE",
    };

    private readonly Option<string[]> _exclude = CommandOptions.Repeatable(
        "--exclude",
        "GLOB",
        "Do not count findings in these files, such as **/Migrations/**; relative to the folder of the solution or project; may be repeated.");

    private readonly Option<bool> _quiet = new("--quiet") { Description = "Print findings and errors only: no header, progress or summary." };

    private readonly BuildOptions _build = new();

    public ScanCommand()
    {
        CommandOptions.Each(_exclude, PathFilter.Problem);
        CommandOptions.Each(_sarif, value => string.IsNullOrWhiteSpace(value) ? "--sarif needs the path of a file." : null);
    }

    public Command Create(Func<ScanRun> run)
    {
        var command = new Command("scan", Summary)
        {
            _target.Path, _target.Project, _severity, _failOn, _target.Rules, _exclude, _json, _format, _sarif, _quiet, _build.Configuration,
            _build.Framework, _build.Properties, _build.NoRestore,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_json) && result.GetResult(_format) is { Implicit: false })
            {
                result.AddError("--json and --format cannot be given together; --json is --format json.");
            }
        });
        command.SetAction((result, cancellation) => run().RunAsync(result.GetValue(_target.Path), Read(result), cancellation));
        return command;
    }

    private ScanOptions Read(ParseResult result) => new(
        ToSeverity(result.GetValue(_severity)!)!.Value,
        ToSeverity(result.GetValue(_failOn)!),
        _target.RulesIn(result),
        result.GetValue(_json) || result.GetValue(_format) == "json")
    {
        GitHub = result.GetValue(_format) == "github",
        Quiet = result.GetValue(_quiet),
        Excluded = result.GetValue(_exclude) ?? [],
        SarifFile = result.GetValue(_sarif),
        Project = result.GetValue(_target.Project),
        Build = _build.Read(result),
    };

    private static Severity? ToSeverity(string word) => word == "none" ? null : Enum.Parse<Severity>(word, ignoreCase: true);
}
