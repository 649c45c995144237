using System.Reflection;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>Where the repository and the SDK's reference packs lie; the build wrote both into this assembly.</summary>
internal static class Repository
{
    private static readonly Dictionary<string, string> Known = typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .GroupBy(static a => a.Key, StringComparer.Ordinal)
        .ToDictionary(static g => g.Key, static g => g.Last().Value ?? "", StringComparer.Ordinal);

    public static string Root => Fact("RepositoryRoot");

    public static string Pages => At("docs", "rules");

    /// <summary>The fact the build recorded under this name; throws when the project file no longer writes it.</summary>
    public static string Fact(string name) => Known.TryGetValue(name, out var value) && value.Length > 0
        ? value
        : throw new InvalidOperationException($"The build wrote no assembly metadata named {name}; see GracefulAnalyzers.Tests.csproj.");

    /// <summary>All facts that the build recorded under one name.</summary>
    public static IEnumerable<string> Facts(string name) => typeof(Repository).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>().Where(attribute => attribute.Key == name).Select(static attribute => attribute.Value ?? "");

    public static string At(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files under a folder of the repository, as paths relative to its root with forward slashes.</summary>
    public static IEnumerable<string> Sources(string folder) => Directory.EnumerateFiles(At(folder), "*.cs", SearchOption.AllDirectories)
        .Select(static path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
        .Where(static file => !file.Contains("/obj/", StringComparison.Ordinal) && !file.Contains("/bin/", StringComparison.Ordinal));

    /// <summary>The text of a file with line feeds only, or null when there is none.</summary>
    public static string? Read(string path) => File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : null;
}
