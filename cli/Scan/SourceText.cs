using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Scan;

/// <summary>Lines of the scanned sources, each file read once; a file that cannot be read has none.</summary>
internal sealed class SourceText
{
    private readonly Dictionary<string, string[]> _files = new(PathText.Comparer);

    /// <summary>The one-based line, or null when there is none.</summary>
    public string? Line(string file, int line)
    {
        if (!_files.TryGetValue(file, out string[]? lines))
        {
            lines = Read(file);
            _files[file] = lines;
        }

        return line >= 1 && line <= lines.Length ? lines[line - 1] : null;
    }

    private static string[] Read(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
