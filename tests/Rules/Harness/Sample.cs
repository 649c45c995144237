using System.Collections.Immutable;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>One file of a sample, freed of its marks.</summary>
internal sealed record SourceFile(string Name, string Text, ImmutableArray<Mark> Marks)
{
    public static SourceFile Parse(string name, string code)
    {
        var marked = Marked.Parse(code);
        return new SourceFile(name, marked.Text, marked.Marks);
    }

    public bool IsConfiguration => Name.EndsWith(".editorconfig", StringComparison.Ordinal);
}

/// <summary>One compilation under test: its files, what they reference, and which findings are expected in them.</summary>
internal sealed record Sample(string Name, ImmutableArray<SourceFile> Files, ImmutableArray<string> Frameworks)
{
    /// <summary>Scaffolds the fix adds and the page does not show.</summary>
    public ImmutableArray<string> Scaffolds { get; init; } = [];

    /// <summary>The rule reports here and rightly offers no fix.</summary>
    public bool NoFix { get; init; }

    /// <summary>The fix needs a person's decision: offered in an editor, applied by no tool.</summary>
    public bool EditorOnly { get; init; }

    /// <summary>File and line to look at when the test fails.</summary>
    public string Origin { get; init; } = "";

    public static Sample Of(string code, string frameworks = "", string name = "Code") =>
        new(name, [SourceFile.Parse("Code.cs", code)], Words(frameworks));

    public static ImmutableArray<string> Words(string list) =>
        [.. list.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];

    public override string ToString() => Name;
}
