using System.Xml.Linq;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>
/// The person's properties for a program of the SDK that takes none on its command line: a file that projects import before their own properties and again
/// behind them, so that a property means what it means in the build.
/// </summary>
internal static class GivenProperties
{
    /// <param name="properties">Texts of the form NAME=VALUE, several in one behind semicolons or commas, escaped as MSBuild wants them.</param>
    /// <returns>The file's path; null when there are none.</returns>
    public static string? Write(IReadOnlyList<string> properties, ScratchFolder scratch)
    {
        if (properties.Count == 0)
        {
            return null;
        }

        string path = Path.Combine(scratch.Path, "given.props");
        IEnumerable<XElement> elements = properties.SelectMany(argument => argument.Split(';', ',')).Select(property => property.Split('=', 2))
            .Select(parts => new XElement(parts[0], parts[1]));
        new XElement("Project", new XElement("PropertyGroup", elements)).Save(path);
        return path;
    }
}
