using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// The user's own <c>dotnet format analyzers</c>, with our analyzers and fixes injected. What it restores and generates goes to the scratch folder,
/// where the build before it left the restored packages.
/// </summary>
/// <param name="said">Gets each line of its output, from another thread.</param>
internal sealed class FormatPass(ScanTarget target, BuildSettings settings, IReadOnlyList<string> analyzers, ScratchFolder scratch, Action<string> said)
{
    // Windows takes 32 767 characters in a command line.
    private const int MaxPathCharacters = 20_000;

    public ScratchFolder Scratch => scratch;

    /// <summary>Mends the findings' rules.</summary>
    /// <param name="unwanted">Units that are left alone.</param>
    /// <param name="onlyTheirFiles">Leaves findings of the same rules in other files alone.</param>
    /// <returns>The last lines of output.</returns>
    /// <exception cref="ScanRefusedException">It failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(
        IReadOnlyList<Finding> findings, IReadOnlyList<FixUnit> unwanted, bool onlyTheirFiles, CancellationToken cancellation)
    {
        string[] rules = [.. findings.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal)];
        ILookup<string, string> left = unwanted.Where(unit => rules.Contains(unit.Rule)).ToLookup(unit => unit.File, unit => unit.Rule, PathText.Comparer);
        // It mends every rule in every file that it is told of; so each set of rules that some files leave out takes a run of its own.
        IEnumerable<(string[] Rules, string[] Files)> runs = onlyTheirFiles || left.Count > 0
            ? findings.Select(finding => finding.Span.File).Distinct(PathText.Comparer)
                .GroupBy(file => string.Join(' ', rules.Except(left[file])))
                .SelectMany(same => Grouped(same.Select(file => PathText.Relative(target.Folder, file))).Select(files => (same.Key.Split(' '), files)))
            : [(rules, [])];
        Dictionary<string, string> variables = BuildArguments.Variables(scratch, analyzers, settings);
        if (target.Solution is not null)
        {
            variables["SolutionDir"] = target.Folder + Path.DirectorySeparatorChar;
        }

        IReadOnlyList<string> tail = [];
        foreach (var (mended, files) in runs)
        {
            string[] include = files.Length == 0 ? [] : ["--include", .. files];
            // Severities were chosen from the build's own verdict; a preset that raises one does not reach dotnet format.
            (int exitCode, tail) = await DotnetProcess.RunAsync(
                [
                    "format", "analyzers", target.Path, "--no-restore", "--verbosity", "detailed", "--severity", "info", "--diagnostics", .. mended, .. include,
                ],
                target.Folder,
                cancellation,
                variables,
                said);
            if (exitCode != 0)
            {
                throw new ScanRefusedException($"dotnet format failed with exit code {exitCode}:{Environment.NewLine}"
                    + string.Join(Environment.NewLine, tail.Select(scratch.Hide)));
            }
        }

        return tail;
    }

    private static IEnumerable<string[]> Grouped(IEnumerable<string> files)
    {
        var group = new List<string>();
        int length = 0;
        foreach (string file in files)
        {
            if (group.Count > 0 && length + file.Length > MaxPathCharacters)
            {
                yield return [.. group];
                group.Clear();
                length = 0;
            }

            group.Add(file);
            length += file.Length + 1;
        }

        if (group.Count > 0)
        {
            yield return [.. group];
        }
    }
}
