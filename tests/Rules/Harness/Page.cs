using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>One page of docs/rules. Its fences are the tests; every fence is one sample unless <c>case=NAME</c> joins several.</summary>
internal sealed partial record Page(string Id, string Path, string Text)
{
    private static readonly string[] TestedSections = ["Violation", "Fix", "Not flagged"];

    private static readonly Lazy<ImmutableArray<Page>> Loaded = new(static () => Load(Repository.Pages));

    public static ImmutableArray<Page> All => Loaded.Value;

    public IReadOnlyList<string> Sections { get; private init; } = [];

    public ImmutableArray<Sample> Violations { get; private init; } = [];

    public ImmutableArray<Sample> Fixes { get; private init; } = [];

    public ImmutableArray<Sample> NotFlagged { get; private init; } = [];

    /// <summary>Each fixable violation with the text that its fix must produce, in page order.</summary>
    public IEnumerable<(Sample Before, Sample After)> FixPairs => Violations.Where(static v => !v.NoFix).Zip(Fixes);

    public IEnumerable<Sample> Samples => [.. Violations, .. Fixes, .. NotFlagged];

    public static ImmutableArray<Page> Load(string folder) => !Directory.Exists(folder) ? [] :
    [
        .. Directory.EnumerateFiles(folder, "GRACE*.md")
            .Order(StringComparer.Ordinal)
            .Select(static p => Parse(System.IO.Path.GetFileNameWithoutExtension(p), p, Repository.Read(p)!)),
    ];

    public static Page Parse(string id, string path, string text)
    {
        var (sections, fences) = Scan(id, path, text);
        ImmutableArray<Sample> In(string section) =>
            [.. Join(fences.Where(f => f.Section == section)).Select((group, i) => ToSample($"{id} {section} {i + 1}", path, group))];
        return new Page(id, path, text)
        {
            Sections = sections,
            Violations = In("Violation"),
            Fixes = In("Fix"),
            NotFlagged = In("Not flagged"),
        };
    }

    private static (List<string> Sections, List<Fence> Fences) Scan(string id, string path, string text)
    {
        List<string> sections = [];
        List<Fence> fences = [];
        var section = "";
        var lines = text.Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            if (lines[i].StartsWith("## ", StringComparison.Ordinal))
            {
                section = lines[i][3..].Trim();
                sections.Add(section);
            }

            var open = FenceStart().Match(lines[i]);
            if (!open.Success)
            {
                continue;
            }

            var start = i + 1;
            var end = Array.FindIndex(lines, start, l => l.TrimEnd() == open.Groups["ticks"].Value);
            if (end < 0)
            {
                throw new FormatException($"{path}:{start}: the fence is never closed.");
            }

            var info = FenceInfo.Parse(open.Groups["words"].Value, $"{path}:{start}");
            if (TestedSections.Contains(section) && (open.Groups["language"].Value == "csharp" || info.File is not null))
            {
                fences.Add(new Fence(section, start, info, string.Concat(lines[start..end].Select(static l => l + "\n"))));
            }

            i = end;
        }

        return (sections, fences);
    }

    private static IEnumerable<List<Fence>> Join(IEnumerable<Fence> fences)
    {
        List<Fence> group = [];
        foreach (var fence in fences)
        {
            if (group.Count > 0 && (fence.Info.Case is null || fence.Info.Case != group[0].Info.Case))
            {
                yield return group;
                group = [];
            }

            group.Add(fence);
        }

        if (group.Count > 0)
        {
            yield return group;
        }
    }

    private static Sample ToSample(string name, string path, List<Fence> group) =>
        new(
            name,
            [.. group.Select((f, i) => SourceFile.Parse(f.Info.File ?? (i == 0 ? "Code.cs" : $"Code{i + 1}.cs"), f.Text))],
            [.. group.SelectMany(static f => f.Info.Frameworks).Distinct(StringComparer.Ordinal)])
        {
            Scaffolds = [.. group.SelectMany(static f => f.Info.Scaffolds).Distinct(StringComparer.Ordinal)],
            NoFix = group.Any(static f => f.Info.NoFix),
            EditorOnly = group.Any(static f => f.Info.EditorOnly),
            Origin = $"{System.IO.Path.GetRelativePath(Repository.Root, path).Replace('\\', '/')}:{group[0].Line}",
        };

    [GeneratedRegex(@"^(?<ticks>`{3,})(?<language>[\w#+-]*)(?<words>[^`]*)$")]
    private static partial Regex FenceStart();

    private sealed record Fence(string Section, int Line, FenceInfo Info, string Text);

    /// <summary>The words after <c>csharp</c> in a fence's info string.</summary>
    private sealed record FenceInfo(
        ImmutableArray<string> Frameworks, ImmutableArray<string> Scaffolds, string? Case, string? File, bool NoFix, bool EditorOnly)
    {
        public static FenceInfo Parse(string words, string origin)
        {
            var info = new FenceInfo([], [], null, null, NoFix: false, EditorOnly: false);
            foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            {
                var (key, value) = word.Split('=', 2) is [var k, var v] ? (k, v) : (word, "");
                info = key switch
                {
                    "frameworks" => info with { Frameworks = Sample.Words(value) },
                    "scaffold" => info with { Scaffolds = Sample.Words(value) },
                    "case" => info with { Case = value },
                    "file" => info with { File = value },
                    "nofix" => info with { NoFix = true },
                    "editor" => info with { EditorOnly = true },
                    _ => throw new FormatException(
                        $"{origin}: '{word}' means nothing in a fence's info string; known: frameworks=, scaffold=, case=, file=, nofix, editor."),
                };
            }

            return info;
        }
    }
}
