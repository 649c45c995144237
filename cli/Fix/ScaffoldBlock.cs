using System.Reflection;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Cli.Fix;

/// <summary>A scaffold that a fix wrote to the end of a file.</summary>
/// <param name="Start">Where it begins in the file's text.</param>
/// <param name="Text">From its first line to its last, with the last line's break when there is one.</param>
internal sealed partial record ScaffoldBlock(string Name, int Start, string Text)
{
    // In the order of the code-fix assembly's own resources: the names that a block may have.
    private static readonly string[] Names = [.. typeof(ScaffoldBlock).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Where(attribute => attribute.Key == "Scaffolds").SelectMany(attribute => attribute.Value!.Split(';', StringSplitOptions.RemoveEmptyEntries))];

    /// <summary>Every scaffold in the text, in its order.</summary>
    public static IReadOnlyList<ScaffoldBlock> In(string text) =>
    [
        .. Blocks().Matches(text)
            .Select(block => (block,
                Name: Array.Find(Names,
                    name => Regex.IsMatch(block.Value, $@"\b(class|interface|struct|record|enum)\s+{name}\b", RegexOptions.CultureInvariant))))
            .Where(found => found.Name is not null)
            .Select(found => new ScaffoldBlock(found.Name!, found.block.Index, found.block.Value)),
    ];

    /// <summary>The scaffold as a file of its own.</summary>
    /// <param name="enclosing">The file-scoped namespace that it was written into; null when there was none.</param>
    public string AsFile(string? enclosing, string header)
    {
        string lineBreak = Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        string text = Text.EndsWith('\n') ? Text : Text + lineBreak;
        if (enclosing is not null && !OwnNamespace().IsMatch(text))
        {
            // Behind the first two lines, which silence the user's analyzers and switch nullability on.
            int body = text.IndexOf('\n', text.IndexOf('\n', StringComparison.Ordinal) + 1) + 1;
            text = text[..body] + $"namespace {enclosing};{lineBreak}{lineBreak}" + text[body..];
        }

        return header + text;
    }

    [GeneratedRegex(@"^#pragma warning disable // From GracefulAnalyzers, yours to edit\..*?^#pragma warning restore[ \t]*(\r?\n|\r?\z)",
        RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Blocks();

    [GeneratedRegex(@"^namespace\s", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex OwnNamespace();
}
