using GracefulAnalyzers.Cli.Shared;
using Spectre.Console;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>Says on standard error which pass mends what in which files, while it does; file paths are shown relative to the root.</summary>
internal sealed class FixProgress(IAnsiConsole console, string root)
{
    private volatile string _doing = "";

    public IAnsiConsole Console => console;

    /// <summary>Tells what a pass is about to mend, a line a file.</summary>
    public void Begin(int pass, IReadOnlyList<Finding> findings)
    {
        IGrouping<string, Finding>[] files = [.. findings.GroupBy(finding => finding.Span.File, PathText.Comparer)];
        console.WriteLine($"Pass {pass}: {findings.Count} to fix in {Wording.Count(files.Length, "file")} ...");
        foreach (IGrouping<string, Finding> file in files)
        {
            console.WriteLine($"  {TerminalText.Visible(PathText.Relative(root, file.Key))}: "
                + string.Join(", ", file.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal)));
        }
    }

    /// <summary>Tells that some of the fixes are applied again without the others.</summary>
    public void Retry(int units, int of) =>
        console.WriteLine($"The result does not build; trying {units} of {of} fixes by file and rule ...");

    public void Say(string line) => console.WriteLine(line);

    /// <summary>Takes a line that dotnet format says, from any thread.</summary>
    public void Hear(string line) => _doing = line;

    /// <summary>Shows what dotnet format says last, where a line can be replaced.</summary>
    public Task<T> WatchAsync<T>(Func<Task<T>> work)
    {
        _doing = "loading the projects";
        return LiveStatus.IsShown(console) ? LiveStatus.WatchAsync(console, () => $"dotnet format: {TerminalText.Visible(_doing)}", work) : work();
    }
}
