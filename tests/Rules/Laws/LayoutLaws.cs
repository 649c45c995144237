using System.Globalization;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Harness.Layouts;
using GracefulAnalyzers.Tests.Pages;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>
/// Law 2: people write differently than our pages. Each violation that a page mends is written in other layouts: there the same tokens are found, and the
/// fix says what the page's fix says, keeps every comment and directive, and compiles; or nothing is offered, and the finding says why.
/// </summary>
public class LayoutLaws
{
    public static TheoryData<string, string> Rows
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (layout, _, before, after) in All.Where(static row => row.Layout.Of(row.Before) is not null))
            {
                rows.Add(after.Name, layout.Name);
            }

            return rows;
        }
    }

    public static TheoryData<string> Layouts => [.. Layout.All.Select(static layout => layout.Name)];

    private static IEnumerable<(Layout Layout, string Id, Sample Before, Sample After)> All => Layout.All
        .SelectMany(static layout => Fences.All.SelectMany(page => page.FixPairs.Select(pair => (layout, page.Id, pair.Before, pair.After))));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task The_fix_says_the_same(string fix, string layout)
    {
        var (page, before, after) = Fences.FindFix(fix);
        var row = await LaidRow.OfAsync(page.Id, before, after, Named(layout));
        Report.Require(row.Complaints.IsEmpty, () => $"{fix} ({before.Origin}) as {layout}: "
            + $"{string.Join(", ", row.Complaints.Select(static c => c.Kind).Distinct())}\n"
            + $"{string.Join('\n', row.Complaints.Select(static c => $"* {c.Kind}: {c.What}"))}\n=== as {layout}\n{row.Shown}");
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_fix_is_offered_as_often_as_on_the_pages(string layout)
    {
        var (wanted, offered) = (0, 0);
        List<string> refused = [];
        foreach (var (_, id, before, after) in All.Where(row => row.Layout.Name == layout && row.Layout.Of(row.Before) is not null))
        {
            var row = await LaidRow.OfAsync(id, before, after, Named(layout));
            wanted += row.Wanted;
            offered += Math.Min(row.Offered, row.Wanted);
            if (row.Offered < row.Wanted)
            {
                refused.Add($"{after.Name}: {string.Join(" | ", row.Refusals.DefaultIfEmpty("(no reason)"))}");
            }
        }

        Assert.NotEqual(0, wanted);
        Report.Require(offered >= Named(layout).LeastOffered * wanted, () => string.Create(
            CultureInfo.InvariantCulture,
            $"{layout}: {offered} of {wanted} findings are offered a fix, {Named(layout).LeastOffered:P0} is the least\n{string.Join('\n', refused)}"));
    }

    private static Layout Named(string name) => Layout.All.Single(layout => layout.Name == name);
}
