using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>
/// The user's own <c>dotnet format analyzers</c>, with our analyzers and fixes injected. What it restores and generates goes to the scratch folder,
/// where the build before it left the restored packages.
/// </summary>
internal sealed class FormatPass(ScanTarget target, IReadOnlyList<string> analyzers, ScratchFolder scratch)
{
    // Windows takes 32 767 characters in a command line.
    private const int MaxPathCharacters = 20_000;

    /// <summary>Mends the findings' rules.</summary>
    /// <param name="onlyTheirFiles">Leaves findings of the same rules in other files alone.</param>
    /// <returns>The last lines of output.</returns>
    /// <exception cref="ScanRefusedException">It failed.</exception>
    public async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Finding> findings, bool onlyTheirFiles, CancellationToken cancellation)
    {
        string[] rules = [.. findings.Select(finding => finding.Rule).Distinct().Order(StringComparer.Ordinal)];
        IEnumerable<string[]> groups = onlyTheirFiles
            ? Grouped(findings.Select(finding => PathText.Relative(target.Folder, finding.Span.File)).Distinct(PathText.Comparer))
            : [[]];
        IReadOnlyList<string> tail = [];
        foreach (string[] files in groups)
        {
            string[] include = files.Length == 0 ? [] : ["--include", .. files];
            // Severities were chosen from the build's own verdict; a preset that raises one does not reach dotnet format.
            (int exitCode, tail) = await DotnetProcess.RunAsync(
                ["format", "analyzers", target.Path, "--no-restore", "--severity", "info", "--diagnostics", .. rules, .. include],
                target.Folder,
                cancellation,
                BuildArguments.Variables(scratch, analyzers));
            if (exitCode != 0)
            {
                throw new ScanRefusedException($"dotnet format failed with exit code {exitCode}:{Environment.NewLine}{string.Join(Environment.NewLine, tail)}");
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
