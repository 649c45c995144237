namespace GracefulAnalyzers.Cli;

/// <summary>How paths are compared and shown.</summary>
internal static class PathText
{
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The path relative to the folder, with forward slashes; unchanged when they share no root.</summary>
    public static string Relative(string folder, string path) =>
        Path.IsPathRooted(path) ? Path.GetRelativePath(folder, path).Replace('\\', '/') : path;
}
