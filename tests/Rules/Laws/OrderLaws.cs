using System.Collections.Immutable;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 12: the same findings, with the same plans, whatever the order of files, and whoever else looks.</summary>
public class OrderLaws
{
    public static TheoryData<string> Ids => [.. Fences.All.Select(static p => p.Id)];

    public static TheoryData<string> Rules => [.. Product.Shipped.Rules.Select(static r => r.Id)];

    /// <summary>The page's code as it is, where it has several files, and with a file for each type.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Files_in_any_order(string id)
    {
        var page = Fences.All.Single(p => p.Id == id);
        await RequireSameAsync(page.Samples.Where(static s => s.Files.Length > 1), static files => files, most: 4);
        await RequireSameAsync(page.NotFlagged, Orders.ByType, most: 4);
        RequireFound(id, await RequireSameAsync(page.Violations, Orders.ByType, most: 4));
    }

    /// <summary>The order of a type's members is that of its files.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public async Task Halves_of_types_in_any_order(string id) =>
        RequireFound(id, await RequireSameAsync(Fences.All.Single(p => p.Id == id).Violations, Orders.ByMember, most: 2));

    [Theory]
    [MemberData(nameof(Rules))]
    public async Task A_rule_alone_says_what_it_says_together(string id)
    {
        var alone = Product.Shipped with { Analyzers = [.. Product.Shipped.Reporting.Where(a => a.SupportedDiagnostics.Any(d => d.Id == id))] };
        var said = 0;
        foreach (var sample in Fences.All.Where(p => p.Id == id).SelectMany(static p => p.Violations.Take(2)))
        {
            var (compilation, options) = await OpenAsync(sample);
            var all = await Analysis.SpelledAsync(compilation, Product.Shipped, options);
            var together = all.Where(f => f.StartsWith(id, StringComparison.Ordinal)).ToArray();
            Assert.Equal(together, await Analysis.SpelledAsync(compilation.Clone(), alone, options));
            said += together.Length;
        }

        Assert.NotEqual(0, said);
    }

    private static void RequireFound(string id, HashSet<string> found) => Report.Require(
        found.Any(f => f.StartsWith(id, StringComparison.Ordinal)), () => $"{id} is silent as soon as its page is dealt out to several files.");

    // A handful of samples on the same frameworks makes one compilation: a program of many files, and a fraction of the time.
    private static async Task<HashSet<string>> RequireSameAsync(
        IEnumerable<Sample> samples, Func<IEnumerable<SyntaxTree>, IEnumerable<SyntaxTree>> deal, int most)
    {
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (var group in samples.GroupBy(static s => string.Join(',', s.Frameworks), StringComparer.Ordinal).SelectMany(static g => g.Chunk(8)))
        {
            List<SyntaxTree> together = [];
            var (shared, common) = await OpenAsync(group[0]);
            foreach (var (at, sample) in group.Index())
            {
                var (compilation, options) = await OpenAsync(sample);
                var files = deal(compilation.SyntaxTrees).ToArray();
                var moved = files.Select(file => IsGlobal(file) ? file : Orders.Within($"Sample{at}", file)).OfType<SyntaxTree>().ToArray();
                if (moved.Length == files.Length && !sample.Files.Any(static f => f.IsConfiguration))
                {
                    together.AddRange(moved);
                }
                else
                {
                    found.UnionWith(await RequireSameAsync(sample.Name, compilation, options, [.. files], most));
                }
            }

            ImmutableArray<SyntaxTree> program = [.. together.DistinctBy(static file => file.FilePath)];
            found.UnionWith(await RequireSameAsync(group[0].Name + " and what follows", shared, common, program, most));
        }

        return found;
    }

    private static async Task<ImmutableArray<string>> RequireSameAsync(
        string name, CSharpCompilation compilation, AnalyzerOptions options, ImmutableArray<SyntaxTree> files, int most)
    {
        var expected = await Analysis.SpelledAsync(With(compilation, files), Product.Shipped, options);
        Assert.DoesNotContain(expected, static f => f.StartsWith("AD", StringComparison.Ordinal));
        foreach (var order in Orders.OthersOf(files).Take(most))
        {
            var actual = await Analysis.SpelledAsync(With(compilation, order), Product.Shipped, options, concurrent: false);
            Report.RequireSame(expected, actual, $"the files of {name} in the order {Orders.Named(order)}");
        }

        return expected;
    }

    private static bool IsGlobal(SyntaxTree file) => Path.GetFileName(file.FilePath) == Projects.GlobalUsingsName;

    private static CSharpCompilation With(CSharpCompilation compilation, IEnumerable<SyntaxTree> files) =>
        compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(files);

    private static async Task<(CSharpCompilation Compilation, AnalyzerOptions Options)> OpenAsync(Sample sample)
    {
        var project = Projects.Open(sample);
        return ((CSharpCompilation)(await project.GetCompilationAsync())!, project.AnalyzerOptions);
    }
}
