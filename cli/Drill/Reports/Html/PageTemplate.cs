using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Drill.Reports.Html;

/// <summary>The page's frame and its style sheet, carried in the assembly.</summary>
internal static partial class PageTemplate
{
    /// <summary>Puts each part in its place, in one pass: what a part contains is never taken for a place.</summary>
    public static string Fill(IReadOnlyDictionary<string, string> parts) =>
        Place().Replace(Read("page.html"), place => place.Groups[1].Value is "style" ? Read("page.css") : parts[place.Groups[1].Value]);

    private static string Read(string name)
    {
        using Stream resource = typeof(PageTemplate).Assembly.GetManifestResourceStream("Html/" + name)!;
        using var reader = new StreamReader(resource);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}")]
    private static partial Regex Place();
}
