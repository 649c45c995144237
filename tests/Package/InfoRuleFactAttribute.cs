using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>A fact about a rule at Info, taken from its page; skipped, with the reason, while no page has a violation that can be built as it stands.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed partial class InfoRuleFactAttribute : FactAttribute
{
    public InfoRuleFactAttribute() =>
        Skip = First is null ? "NOT TESTED: no rule at Info has a violation that is declarations over ASP.NET Core alone." : null;

    /// <summary>The first such rule, and the code of its violation.</summary>
    internal static (string Id, string Code)? First { get; } = Directory
        .EnumerateFiles(Path.Combine(PackedFeed.RepositoryRoot, "docs", "rules"), "GRACE*.md").Order(StringComparer.Ordinal)
        .Select(static path => (Id: Path.GetFileNameWithoutExtension(path), Text: File.ReadAllText(path).ReplaceLineEndings("\n")))
        .Where(static page => page.Text.Contains("\n| Info |", StringComparison.Ordinal))
        .Select(static page => (page.Id, Code: Violation().Match(page.Text).Groups["code"].Value))
        .Where(static page => page.Code.Length > 0)
        .Select(static page => ((string, string)?)page)
        .FirstOrDefault();

    [GeneratedRegex(@"\n## Violation\n(?:(?!\n## )[\s\S])*?\n```csharp\n(?<code>(?:public|internal) [\s\S]*?)\n```")]
    private static partial Regex Violation();
}
