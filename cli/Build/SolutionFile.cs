using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>Reads which projects a solution lists, so that one that the build never reached is noticed.</summary>
internal static partial class SolutionFile
{
    /// <summary>Absolute paths of the projects of any language, in the solution's order.</summary>
    /// <exception cref="ScanRefusedException">The file is no solution.</exception>
    public static IReadOnlyList<string> Projects(string solution)
    {
        string text = File.ReadAllText(solution);
        IEnumerable<string> listed = Path.GetExtension(solution).Equals(".slnx", StringComparison.OrdinalIgnoreCase)
            ? FromXml(solution, text)
            : FromText(solution, text);
        string folder = Path.GetDirectoryName(solution)!;
        return
        [
            .. listed
                // Solution folders and web sites are listed in the same way and have no project file.
                .Where(project => project.EndsWith("proj", StringComparison.OrdinalIgnoreCase))
                .Select(project => Path.GetFullPath(project.Replace('\\', Path.DirectorySeparatorChar), folder))
                .Distinct(PathText.Comparer),
        ];
    }

    private static IEnumerable<string> FromText(string solution, string text) =>
        text.Contains("Microsoft Visual Studio Solution File", StringComparison.Ordinal)
            ? ProjectLine().Matches(text).Select(match => match.Groups["path"].Value)
            : throw new ScanRefusedException($"'{solution}' is not a solution file.");

    private static IEnumerable<string> FromXml(string solution, string text)
    {
        try
        {
            return XDocument.Parse(text).Descendants("Project").Select(project => (string?)project.Attribute("Path") ?? "");
        }
        catch (XmlException e)
        {
            throw new ScanRefusedException($"'{solution}' is not a solution file: {e.Message}", e);
        }
    }

    [GeneratedRegex("""^\s*Project\("[^"]*"\)\s*=\s*"[^"]*"\s*,\s*"(?<path>[^"]*)"\s*,""", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex ProjectLine();
}
