using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Generated;

/// <summary>What analyzers/AnalyzerReleases.Shipped.md records about one rule.</summary>
internal sealed partial record Release(string Version, string Category, string Severity)
{
    /// <summary>Shipped rules by ID. Since names the release that brought the rule, the rest is as last shipped.</summary>
    public static Dictionary<string, Release> Shipped { get; } = Read(ShippedText);

    /// <summary>The release file itself; what has been released stands in it once and for all.</summary>
    public static string ShippedText => Repository.Read(Repository.At("analyzers", "AnalyzerReleases.Shipped.md")) ?? "";

    /// <summary>The release that brought a rule; the version being built when none has yet.</summary>
    public static string Since(string id) => Shipped.TryGetValue(id, out var release) ? release.Version : Repository.Fact("ProductVersion");

    /// <param name="text">A file of shipped releases.</param>
    /// <param name="until">Major and minor; later releases are left out. All count when null.</param>
    public static Dictionary<string, Release> Read(string text, System.Version? until = null)
    {
        Dictionary<string, Release> releases = new(StringComparer.Ordinal);
        var version = "";
        foreach (var line in text.Split('\n'))
        {
            if (Heading().Match(line) is { Success: true } heading)
            {
                version = heading.Groups[1].Value;
            }
            else if (Row().Match(line) is { Success: true } row && (until is null || Level(version) <= until))
            {
                var id = row.Groups["id"].Value;
                var since = releases.TryGetValue(id, out var earlier) ? earlier.Version : version;
                releases[id] = new Release(since, row.Groups["category"].Value, row.Groups["severity"].Value);
            }
        }

        return releases;
    }

    /// <summary>The level a release belongs to: its major and minor version. A patch release has no level of its own.</summary>
    public static System.Version Level(string version) => new(System.Version.Parse(version).Major, System.Version.Parse(version).Minor);

    /// <summary>The levels of a release file, oldest first.</summary>
    public static System.Version[] Levels(string text) =>
        [.. text.Split('\n').Select(static line => Heading().Match(line)).Where(static m => m.Success).Select(static m => Level(m.Groups[1].Value)).Distinct()
            .Order()];

    /// <summary>The unshipped release file for these rules: new ones, and shipped ones whose category or severity changed.</summary>
    public static string Unshipped(IEnumerable<DiagnosticDescriptor> rules, Dictionary<string, Release> shipped)
    {
        var all = rules.ToArray();
        var added = all.Where(r => !shipped.ContainsKey(r.Id))
            .Select(static r => $"{r.Id} | {r.Category} | {r.DefaultSeverity} | {r.Name()}\n").ToArray();
        var changed = all.Where(r => shipped.TryGetValue(r.Id, out var s) && (s.Category, s.Severity) != (r.Category, r.DefaultSeverity.ToString()))
            .Select(r => $"{r.Id} | {r.Category} | {r.DefaultSeverity} | {shipped[r.Id].Category} | {shipped[r.Id].Severity} | {r.Name()}\n").ToArray();
        return """
            ; Unshipped analyzer release
            ; https://github.com/dotnet/roslyn-analyzers/blob/main/src/Microsoft.CodeAnalysis.Analyzers/ReleaseTrackingAnalyzers.Help.md

            """ + (added.Length == 0 ? "" : """

            ### New Rules

            Rule ID | Category | Severity | Notes
            --------|----------|----------|-------

            """ + string.Concat(added)) + (changed.Length == 0 ? "" : """

            ### Changed Rules

            Rule ID | New Category | New Severity | Old Category | Old Severity | Notes
            --------|--------------|--------------|--------------|--------------|-------

            """ + string.Concat(changed));
    }

    [GeneratedRegex(@"^## Release (\S+)")]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<id>GRACE\d{4})\s*\|\s*(?<category>\w+)\s*\|\s*(?<severity>\w+)\s*\|")]
    private static partial Regex Row();
}
