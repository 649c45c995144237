using System.CommandLine;
using GracefulAnalyzers.Cli.Scan;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>The <c>fix</c> verb: its arguments, and what they mean.</summary>
internal sealed class FixCommand
{
    private const string Summary = """
        Mends shutdown defects in a solution or project, by the real dotnet format with the analyzers and fixes injected.

        It builds before and after, and restores every file when a fix would break the build. A project that a named project only references is not mended.

        It edits in place, and restores every file after a failure, Ctrl-C or SIGTERM, and after --dry-run and --check. Killed outright, it cannot: what is committed comes back with git checkout, and the next run names the folder that holds every file as it was.

        Exit codes: 0 nothing fixable is left; 1 fixable findings are left, or --check would change something; 2 refused or failed, and every file is as it was.
        """;

    private readonly Argument<string?> _path = new("path")
    {
        Description = "A .sln, .slnx or .csproj file, or a folder that holds one. Default: the one solution, else the one project, in the current folder.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string[]> _rules = ScanCommand.RuleOption();

    private readonly Option<string> _severity = new("--severity")
    {
        Description = "The lowest severity to fix.",
        HelpName = "info|warning",
        DefaultValueFactory = _ => "warning",
    };

    private readonly Option<string> _safety = new("--safety")
    {
        Description = "Up to which level fixes are applied. safe: the program does what it did, except for the defect; behaviour: also fixes that change behaviour on purpose, "
            + "for instance that let a disconnect end a stream; scaffold: also fixes that add a source file of ours, which is yours to edit. Every rule's page tells its level.",
        HelpName = "safe|behaviour|scaffold",
        DefaultValueFactory = _ => "scaffold",
    };

    private readonly Option<string[]> _include = new("--include")
    {
        Description = "Only findings in files that match, relative to the folder of the solution or project; may be repeated. A fix may still have to edit other files, for instance a registration.",
        HelpName = "GLOB",
        Arity = ArgumentArity.OneOrMore,
        AllowMultipleArgumentsPerToken = false,
    };

    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Print a patch on standard output and change nothing. The files are edited, built and restored in place." };

    private readonly Option<bool> _check = new("--check") { Description = "Change nothing; exit code 1 when something would change. The files are edited, built and restored in place." };

    private readonly Option<bool> _force = new("--force") { Description = "Also fix what is not committed, or not in git." };

    public FixCommand()
    {
        ScanCommand.OneOf(_severity, "info", "warning");
        ScanCommand.OneOf(_safety, "safe", "behaviour", "scaffold");
        ScanCommand.Each(_include, PathFilter.Problem);
    }

    public Command Create(Func<FixRun> run)
    {
        var command = new Command("fix", Summary) { _path, _rules, _severity, _safety, _include, _dryRun, _check, _force };
        command.Validators.Add(result =>
        {
            if (result.GetValue(_dryRun) && result.GetValue(_check))
            {
                result.AddError("--dry-run and --check exclude each other.");
            }
        });
        command.SetAction((result, cancellation) => run().RunAsync(result.GetValue(_path), Read(result), cancellation));
        return command;
    }

    private FixOptions Read(ParseResult result) => new(
        [.. (result.GetValue(_rules) ?? []).Select(rule => rule.ToUpperInvariant()).Distinct()],
        Enum.Parse<Severity>(result.GetValue(_severity)!, ignoreCase: true),
        Enum.Parse<FixLevel>(result.GetValue(_safety)!, ignoreCase: true),
        result.GetValue(_include) ?? [],
        result.GetValue(_dryRun) ? FixMode.DryRun : result.GetValue(_check) ? FixMode.Check : FixMode.Apply,
        result.GetValue(_force));
}
