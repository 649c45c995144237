namespace GracefulAnalyzers.Cli.Shared;

/// <summary>How paths are compared and shown.</summary>
internal static class PathText
{
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>The path relative to the folder, with forward slashes; unchanged when they share no root.</summary>
    public static string Relative(string folder, string path) =>
        Path.IsPathRooted(path) ? Path.GetRelativePath(folder, path).Replace('\\', '/') : path;

    /// <summary>True when the path lies in the folder or in one of its subfolders.</summary>
    public static bool IsBeneath(string folder, string path) =>
        Path.GetRelativePath(folder, path) is var relative && !Path.IsPathRooted(relative)
        && relative != ".." && !relative.StartsWith("../", StringComparison.Ordinal) && !relative.StartsWith("..\\", StringComparison.Ordinal);
}
