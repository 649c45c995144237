using GracefulAnalyzers.Cli.Fix;
using GracefulAnalyzers.Cli.Scan;

namespace GracefulAnalyzers.Cli.Tests;

/// <summary>How fixes that break a build are told from those that do not, over builds that are only imagined.</summary>
public sealed class CulpritsTests
{
    private static readonly string Root = Path.GetFullPath("/repo");

    [Fact]
    public async Task Files_that_errors_name_are_left_out_first_and_what_they_hold_is_told_apart()
    {
        Search search = await Search.RunAsync("A1 A2 A3 B1 B2 C1", units => units.Contains("B1") ? ["B"] : []);

        Assert.Equal(["A1 A2 A3 C1", "A1 A2 A3 B1 C1", "A1 A2 A3 B2 C1"], search.Attempts);
        Assert.Equal(["B1"], search.Broken);
        Assert.All(search.Found, broken => Assert.Equal(["B.cs(1,1): error CS0001: broken"], broken.Errors));
    }

    [Fact]
    public async Task Errors_where_nothing_was_to_be_fixed_are_traced_by_halving()
    {
        Search search = await Search.RunAsync("A1 A2 B1 B2 C1 C2", units => units.Contains("C1") ? ["Caller"] : []);

        Assert.Equal(["C1"], search.Broken);
        Assert.True(search.Attempts.Count <= 6, string.Join(", ", search.Attempts));
        Assert.Equal(["A1", "B1", "A2", "B2", "C2"], search.Kept);
    }

    [Fact]
    public async Task An_error_that_another_one_hid_is_found_in_the_next_build()
    {
        Search search = await Search.RunAsync("A1 B1 C1", units => units.Contains("A1") ? ["A"] : units.Contains("B1") ? ["B"] : []);

        Assert.Equal(["A1", "B1"], search.Broken);
        Assert.Equal(["C1"], search.Kept);
    }

    [Fact]
    public async Task Of_two_that_only_break_together_one_stays()
    {
        Search search = await Search.RunAsync("A1 A2", units => units.Contains("A1") && units.Contains("A2") ? ["A"] : []);

        Assert.Equal(["A2"], search.Broken);
        Assert.Equal(["A1"], search.Kept);
    }

    [Fact]
    public async Task When_builds_run_out_the_undecided_stay_as_they_were_and_say_so()
    {
        string all = string.Join(' ', Enumerable.Range(1, 9).SelectMany(rule => (string[])[$"A{rule}", $"B{rule}"]));

        // Every second one is bad.
        Search search = await Search.RunAsync(all, units => units.Any(unit => unit[0] == 'A') ? ["Caller"] : []);

        Assert.Equal(6, search.Attempts.Count);
        Assert.Contains(search.Found, broken => !broken.IsProven);
        Assert.DoesNotContain(search.Kept, unit => unit[0] == 'A');
        Assert.Equal(all.Split(' ').Order(StringComparer.Ordinal), search.Kept.Concat(search.Broken).Order(StringComparer.Ordinal));
    }

    /// <summary>A unit is a letter for its file and a digit for its rule.</summary>
    private sealed class Search
    {
        public List<string> Attempts { get; } = [];

        public IReadOnlyList<BrokenFix> Found { get; private set; } = [];

        public string[] Broken => [.. Found.Select(broken => Name(broken.Unit)).Order(StringComparer.Ordinal)];

        public string[] Kept { get; private set; } = [];

        public static async Task<Search> RunAsync(string all, Func<IReadOnlyList<string>, string[]> filesWithErrors)
        {
            var search = new Search();
            FixUnit[] units = [.. all.Split(' ').Select(name => new FixUnit($"GRACE900{name[1]}", Path.Combine(Root, $"{name[0]}.cs")))];
            search.Found = await new Culprits((tried, _) => Task.FromResult(search.Attempt(tried, filesWithErrors)), builds: 6)
                .FindAsync(units, Report(filesWithErrors([.. units.Select(Name)])), CancellationToken.None);
            return search;
        }

        private ScanReport Attempt(IReadOnlyList<FixUnit> units, Func<IReadOnlyList<string>, string[]> filesWithErrors)
        {
            string[] names = [.. units.Select(Name)];
            Attempts.Add(string.Join(' ', names.Order(StringComparer.Ordinal)));
            ScanReport report = Report(filesWithErrors(names));
            Kept = report.Errors.Count == 0 ? names : Kept;
            return report;
        }

        private static ScanReport Report(string[] files) => new(Root, [], [],
            files.Length == 0 ? [] : [new("P", "it does not compile", [.. files.Select(file => $"{file}.cs(1,1): error CS0001: broken")])],
            new HashSet<string>());

        private static string Name(FixUnit unit) => $"{Path.GetFileNameWithoutExtension(unit.File)}{unit.Rule[^1]}";
    }
}
