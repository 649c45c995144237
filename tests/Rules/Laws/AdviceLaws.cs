using System.Text.RegularExpressions;
using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>A mend is no trade: what it leaves behind makes neither the compiler nor the SDK's advice on tokens and tasks speak up.</summary>
public sealed class AdviceLaws
{
    private const string Forgetful = """
        public sealed class Pausing
        {
            public async Task PauseAsync(CancellationToken cancellationToken)
            {
                await Task.Delay(1000);
                await Task.Delay(1000);
            }
        }
        """;

    public static TheoryData<string> FixNames => [.. Fences.All.SelectMany(static page => page.FixPairs).Select(static pair => pair.After.Name)];

    [Theory]
    [MemberData(nameof(FixNames))]
    public async Task A_fix_brings_no_new_warning_and_no_new_advice(string fence)
    {
        var (page, before, _) = Fences.FindFix(fence);
        var open = Projects.Open("Custom", before);
        var mended = await new Fixing(Product.Shipped, page.Id).ApplyAsync(open, Route.Solution);

        Assert.NotEmpty(mended.GetChanges(open).GetProjectChanges());
        await Advice.RequireNothingNewAsync($"{before.Name} ({before.Origin})", open.Projects.Single(), mended.Projects.Single());
    }

    [SdkAnalyzersFact]
    public async Task The_same_advice_once_more_is_new()
    {
        var once = new Regex(@"Delay\(1000\)").Replace(Forgetful, "Delay(1000, cancellationToken)", count: 1);

        await Advice.RequireNothingNewAsync("less", Open(Forgetful), Open(once));
        var more = await Assert.ThrowsAnyAsync<Exception>(() => Advice.RequireNothingNewAsync("more", Open(once), Open(Forgetful)));
        Assert.Contains("CA2016", more.Message, StringComparison.Ordinal);
    }

    private static Microsoft.CodeAnalysis.Project Open(string code) => Projects.Open(Sample.Of(code));
}
