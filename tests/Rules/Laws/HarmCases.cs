using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>What must be the same after a fix: work in hand ends, failures are told and rounds go on, what the work uses lives as long as it.</summary>
public class HarmCases
{
    public static TheoryData<string> Names => [.. HarmInputs.All.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_result_keeps_what_was_right(string name)
    {
        var input = HarmInputs.All[name];
        var open = Projects.Open("Custom", Sample.Of(input.Code, input.Id == "GRACE1001" ? "ExtensionsAI" : "", name));
        var project = open.Projects.Single();
        var before = await Analysis.OfAsync(project, Product.Shipped);
        Report.Require(before.Errors.IsEmpty && before.Crashes.IsEmpty, () => $"{name} is no program: {string.Join('\n', before.Errors)}");
        var findings = before.Findings.Where(finding => finding.Id == input.Id).ToArray();
        Report.Require(findings.Length > 0, () => $"{name}: {input.Id} reports nothing, but: {string.Join('\n', before.Findings)}");

        var start = project.GetDocument(findings[0].Location.SourceTree)!;
        var mended = (await new Fixing(Product.Shipped, input.Id).SolutionAsync(open, start, input.Id)).Projects.Single();
        var text = (await mended.GetDocument(start.Id)!.GetTextAsync()).ToString();

        var at = 0;
        foreach (var part in input.InOrder)
        {
            var next = text.IndexOf(part, at, StringComparison.Ordinal);
            Report.Require(next >= 0, () => $"{name}: '{part}' is missing behind position {at}\n{text}");
            at = next + part.Length;
        }

        Assert.All(input.Never, part => Assert.DoesNotContain(part, text, StringComparison.Ordinal));
        Assert.Empty((await Analysis.OfAsync(mended, Product.Shipped)).Errors);
    }
}
