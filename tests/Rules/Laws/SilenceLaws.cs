using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 5: a rule speaks of the frameworks it knows and of nothing that merely looks like them.</summary>
public class SilenceLaws
{
    // A fence on the base class library alone has no framework to take away or to imitate.
    public static TheoryData<string> Names => Fences.Named(static p => p.Violations.Where(static v => !v.Frameworks.Contains(Frameworks.None)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Silent_without_frameworks(string fence)
    {
        var (_, sample) = Fences.Find(fence);
        var project = Projects.Open(sample with { Frameworks = [Frameworks.None] });
        var analysis = await Analysis.OfAsync(project, Product.Shipped);
        Assert.Empty(analysis.Crashes);
        await RequireSilentAsync(fence, project, analysis);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Silent_on_doppelgangers(string fence)
    {
        var (_, sample) = Fences.Find(fence);
        var project = await Doppelganger.OfAsync(sample);
        var analysis = await Analysis.OfAsync(project, Product.Shipped);
        Assert.Empty(analysis.Crashes);
        var files = await project.FilesAsync();
        // Code that does not compile would be silent for the wrong reason.
        Report.Require(analysis.Errors.IsEmpty, () =>
            $"{fence} does not compile against the renamed frameworks:\n{Report.Annotate(files, analysis.Errors.Select(static e => Remark.At(e, "error")))}");
        await RequireSilentAsync(fence, project, analysis);
    }

    private static async Task RequireSilentAsync(string fence, Microsoft.CodeAnalysis.Project project, Analysis analysis)
    {
        var files = await project.FilesAsync();
        Report.Require(analysis.Findings.IsEmpty, () =>
            $"{fence}: reported where the framework is absent\n{Report.Annotate(files, analysis.Findings.Select(static f => Remark.At(f, "reported")))}");
    }
}
