using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.Tests.Harness.Layouts;

/// <summary>One file in a layout. Tokens of the page's file know which they were (<see cref="Tracked"/>); others were added by the layout.</summary>
internal sealed record Laid(string Name, CompilationUnitSyntax Root);

/// <summary>A way in which other people write the same code.</summary>
/// <param name="Name">What a reader calls it.</param>
/// <param name="LeastOffered">The share of the findings mended on the pages that must be offered a fix in this layout too.</param>
/// <param name="Lay">The files of a sample, written in this way; null when the sample cannot be.</param>
internal sealed record Layout(string Name, double LeastOffered, Func<Sample, IReadOnlyList<Laid>?> Lay)
{
    private readonly ConcurrentDictionary<Sample, IReadOnlyList<Laid>?> _known = [];

    private const double Always = 1.0;

    // A comment or directive in the middle of what goes may have no place to go to; then the finding says so.
    private const double Mostly = 0.9;

    public static ImmutableArray<Layout> All { get; } =
    [
        new("K&R", Always, static sample => Each(sample, KAndR.Lay)) { Lapses = KAndR.Lapses },
        new("one line", Always, static sample => Each(sample, OneLine.Lay)),
        new("tabs and CRLF", Always, static sample => Each(sample, TabsAndCrLf.Lay)) { Lapses = TabsAndCrLf.Lapses },
        new("comments everywhere", Mostly, CommentsEverywhere.Lay),
        new("markers kept", Always, MarkersKept.Lay),
        new("regions", Mostly, static sample => Each(sample, Directives.InRegions)),
        new("conditions", Mostly, static sample => Each(sample, Directives.UnderConditions)),
        new("partial in two files", Always, PartialInTwoFiles.Lay) { Words = Spoken.ByType },
        new("this.", Always, ThisQualified.Lay) { Words = Spoken.WithoutThis },
        new("block namespace", Always, Namespaces.InBlock) { LayExpected = Namespaces.InBlock },
        new("file-scoped namespace", Always, Namespaces.InFile) { LayExpected = Namespaces.InFile },
    ];

    /// <summary>How the page's fix is written where it is compared: as on the page, unless the layout adds tokens that the words keep.</summary>
    public Func<Sample, IReadOnlyList<Laid>?> LayExpected { get; init; } = Plainly;

    /// <summary>What is said by the files of a project, whatever the layout: two projects that say the same have the same words.</summary>
    public Func<IReadOnlyList<Laid>, SortedDictionary<string, ImmutableArray<string>>> Words { get; init; } = Spoken.ByFile;

    /// <summary>Where the fixed text of a file forgets the file's own style, compared with the text before; each in a sentence.</summary>
    public Func<string, string, IEnumerable<string>> Lapses { get; init; } = static (_, _) => [];

    /// <summary>What <see cref="Lay"/> says, found out once for each sample.</summary>
    public IReadOnlyList<Laid>? Of(Sample sample) => _known.GetOrAdd(sample, Lay);

    public override string ToString() => Name;

    /// <summary>The files of a sample as the page writes them.</summary>
    public static IReadOnlyList<Laid> Plainly(Sample sample) =>
        [.. sample.Files.Where(static file => !file.IsConfiguration).Select(static file => new Laid(file.Name, Tracked.Parse(file)))];

    private static List<Laid>? Each(Sample sample, Func<CompilationUnitSyntax, CompilationUnitSyntax?> lay)
    {
        List<Laid> files = [];
        foreach (var file in Plainly(sample))
        {
            if (lay(file.Root) is not { } root)
            {
                return null;
            }

            files.Add(file with { Root = root });
        }

        return files;
    }
}
