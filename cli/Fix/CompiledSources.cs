using GracefulAnalyzers.Cli.Build;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>What one project compiles for one target framework, without what the build generates.</summary>
/// <param name="FindsSources">Whether a new file in the project's folder is compiled without being listed.</param>
/// <param name="Files">Absolute paths, in the order of the compiler's arguments.</param>
internal sealed record CompiledSources(string Project, bool FindsSources, IReadOnlyList<string> Files)
{
    /// <summary>Reads the records of the last strict build.</summary>
    public static IReadOnlyList<CompiledSources> Read(ScratchFolder scratch) =>
        !Directory.Exists(scratch.SourcesFolder)
            ? []
            : [.. Directory.EnumerateFiles(scratch.SourcesFolder).Order(StringComparer.Ordinal)
                .Select(record => Parse(File.ReadAllLines(record), scratch.Path))];

    private static CompiledSources Parse(string[] lines, string scratch) => new(
        lines[0],
        !lines[1].Equals("false", StringComparison.OrdinalIgnoreCase),
        [.. lines.Skip(2).Where(file => !PathText.IsBeneath(scratch, file))]);
}
