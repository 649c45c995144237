using System.Xml.Linq;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>
/// A project that builds others of a solution which does not build as a whole: each is restored by itself, so that one that fails stops no other.
/// </summary>
internal static class RemainingProjects
{
    /// <returns>The project's path, in the scratch folder.</returns>
    public static string Write(IReadOnlyList<string> projects, ScratchFolder scratch, bool isRestoring)
    {
        string path = Path.Combine(scratch.Path, "remaining.proj");
        var restore = new XElement("MSBuild", new XAttribute("Projects", "@(Remaining)"), new XAttribute("Targets", "Restore"),
            // Other properties, so that what a restore brings is read anew afterwards.
            new XAttribute("Properties", "MSBuildRestoreSessionId=remaining"), new XAttribute("ContinueOnError", "true"));
        var build = new XElement("MSBuild", new XAttribute("Projects", "@(Remaining)"), new XAttribute("BuildInParallel", "true"),
            new XAttribute("ContinueOnError", "ErrorAndContinue"));
        new XElement("Project",
            new XElement("ItemGroup", projects.Select(project => new XElement("Remaining", new XAttribute("Include", Escape(project))))),
            new XElement("Target", new XAttribute("Name", "Build"), isRestoring ? restore : null, build)).Save(path);
        return path;
    }

    private static string Escape(string path) => path.Replace("%", "%25", StringComparison.Ordinal).Replace(";", "%3B", StringComparison.Ordinal)
        .Replace("$", "%24", StringComparison.Ordinal).Replace("@", "%40", StringComparison.Ordinal).Replace("*", "%2A", StringComparison.Ordinal)
        .Replace("?", "%3F", StringComparison.Ordinal);
}
