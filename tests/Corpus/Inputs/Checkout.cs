using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using static System.FormattableString;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>
/// A folder of sources that is analysed as one repository. <paramref name="Parts"/> are folders or project files below it, relative with
/// slashes; none stands for all of it.
/// </summary>
internal sealed record Checkout(string Name, string Root, ImmutableArray<string> Parts)
{
    private static readonly string[] Passed = ["bin", "obj", "node_modules", ".git", "artifacts"];

    private static readonly string[] Read = [".cs", ".csproj", ".props", ".targets", ".md"];

    /// <summary>The project files to analyse, in the order of their relative paths.</summary>
    public ImmutableArray<string> Projects =>
    [
        .. ProjectsNearby
            .Where(p => Parts.IsEmpty || Parts.Any(part => IsWithin(Relative(p), part)))
            .OrderBy(Relative, StringComparer.Ordinal),
    ];

    /// <summary>What decides on versions: all project files of the folders that parts lie in.</summary>
    public ImmutableArray<string> ProjectsNearby
    {
        get
        {
            var folders = Parts.Where(static p => !p.EndsWith(".csproj", StringComparison.Ordinal)).ToList();
            var roots = folders.Count == 0 ? [Root] : folders.ConvertAll(f => Path.Combine(Root, f));
            var files = roots.SelectMany(Walk).Where(static f => f.EndsWith(".csproj", StringComparison.Ordinal));
            return [.. files.Distinct().OrderBy(Relative, StringComparer.Ordinal)];
        }
    }

    /// <summary>The repositories below a folder; a list names those to take, or parts of them, one a line.</summary>
    public static IEnumerable<Checkout> Below(string folder, string? list)
    {
        if (list is null)
        {
            return Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Select(static d => new Checkout(Path.GetFileName(d), d, []));
        }

        return File.ReadLines(list)
            .Select(static l => l.Trim())
            .Where(static l => l.Length > 0 && l[0] != '#')
            .Select(static l => l.Split('/', 2))
            .GroupBy(static l => l[0], StringComparer.Ordinal)
            .OrderBy(static g => g.Key, StringComparer.Ordinal)
            .Select(g => new Checkout(
                g.Key,
                Path.Combine(folder, g.Key),
                g.Any(static l => l.Length == 1) ? [] : [.. g.Select(static l => l[1].TrimEnd('/')).Order(StringComparer.Ordinal)]));
    }

    public string Relative(string path) => Path.GetRelativePath(Root, path).Replace('\\', '/');

    /// <summary>Changes when a file that is read here changes.</summary>
    public string Stamp()
    {
        var text = new StringBuilder();
        foreach (var file in Walk(Root).Where(static f => Read.Contains(Path.GetExtension(f))).OrderBy(Relative, StringComparer.Ordinal))
        {
            var info = new FileInfo(file);
            text.Append(Invariant($"{Relative(file)} {info.Length} {info.LastWriteTimeUtc.Ticks}\n"));
        }

        return Hash(text.ToString());
    }

    /// <summary>Twelve hexadecimal digits that stand for a text.</summary>
    public static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];

    private static bool IsWithin(string path, string part) => path == part || path.StartsWith(part + "/", StringComparison.Ordinal);

    private static IEnumerable<string> Walk(string folder) => Directory.EnumerateFiles(folder)
        .Concat(Directory.EnumerateDirectories(folder)
            .Where(static d => !Passed.Contains(Path.GetFileName(d)) && new DirectoryInfo(d).LinkTarget is null)
            .SelectMany(Walk));
}
