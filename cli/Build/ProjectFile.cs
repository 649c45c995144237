using System.Xml;
using System.Xml.Linq;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>What a project file tells without being evaluated.</summary>
internal static class ProjectFile
{
    public static bool IsCSharp(string path) => path.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase);

    /// <summary>The kind of a project that is not C#, for a person.</summary>
    public static string Kind(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".FSPROJ" => "an F# project",
        ".VBPROJ" => "a Visual Basic project",
        ".VCXPROJ" => "a C++ project",
        ".SHPROJ" => "a shared project, analysed where it is compiled",
        var extension => $"a {extension.ToLowerInvariant()} project",
    };

    /// <summary>True for a project of the style before the .NET SDK; an unreadable file is not called one.</summary>
    public static bool IsLegacy(string path)
    {
        try
        {
            XElement? root = XDocument.Load(path).Root;
            return root is not null
                && root.Attribute("Sdk") is null
                && !root.Descendants()
                    .Any(element => element.Name.LocalName == "Sdk" || (element.Name.LocalName == "Import" && element.Attribute("Sdk") is not null));
        }
        catch (Exception e) when (e is XmlException or IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
