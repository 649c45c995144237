using System.Reflection;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Shared;

/// <summary>How people call a rule: by its ID, its number or its name, in any capitals.</summary>
internal static partial class RuleNames
{
    /// <summary>What the names of the embedded pages begin with.</summary>
    public const string Folder = "rules/";

    private const string Prefix = "GRACE";

    /// <summary>Each rule that the tool has a page of, by ID.</summary>
    public static IReadOnlyList<(string Id, string Name)> All { get; } =
    [
        .. Assembly.GetExecutingAssembly().GetManifestResourceNames()
            .Where(page => page.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(page => (Path.GetFileNameWithoutExtension(page[Folder.Length..]), Title().Match(Page(page)).Groups["name"].Value)),
    ];

    /// <summary>The ID that is meant, of a rule that need not be known here; null for what is neither an ID, nor a number, nor a known name.</summary>
    public static string? IdOf(string asked) =>
        Id().Match(asked) is { Success: true } id ? Prefix + id.Groups["number"].Value
        : All.FirstOrDefault(rule => rule.Name.Equals(asked, StringComparison.OrdinalIgnoreCase)).Id;

    /// <summary>The known rule that a mistyped one was meant to be; null when none is near.</summary>
    public static string? Nearest(string asked)
    {
        bool hasPrefix = asked.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase);
        string rest = hasPrefix ? asked[Prefix.Length..] : asked;
        (string Id, string Name) nearest = hasPrefix || rest.All(char.IsAsciiDigit)
            // Numbers are short: with two other digits it is another rule.
            ? All.FirstOrDefault(rule => Spelling.Distance(rule.Id[Prefix.Length..], rest) <= 1)
            : All.FirstOrDefault(rule => rule.Name == Spelling.Nearest(rest, All.Select(known => known.Name)));
        return nearest.Id is null ? null : $"{nearest.Id} {nearest.Name}";
    }

    /// <summary>The text of an embedded page.</summary>
    public static string Page(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\A(GRACE)?(?<number>\d{4})\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Id();

    [GeneratedRegex(@"^# GRACE\d{4}: (?<name>\w+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Title();
}
