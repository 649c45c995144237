using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Law 5: a rule speaks of the frameworks it knows and of nothing that merely looks like them.</summary>
public class SilenceLaws
{
    // A fence on the base class library alone has no framework to take away or to imitate.
    public static TheoryData<string> Names => Fences.Named(static p => p.Violations.Where(static v => !v.Frameworks.Contains(Frameworks.None)));

    public static TheoryData<string> OnBrokers => Fences.Named(static p => p.Violations.Where(v => IsQueueRule(p.Id) && v.Frameworks.Any(Frameworks.IsBroker)));

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
        var project = await Doppelganger.OfAsync(Fences.Find(fence).Sample);
        await RequireSilentAsync(fence, project, await CompiledAsync(fence, project));
    }

    /// <summary>With the real host around it, a queue rule still needs a real broker.</summary>
    [Theory]
    [MemberData(nameof(OnBrokers))]
    public async Task Queue_rules_are_silent_on_doppelganger_brokers(string fence)
    {
        var project = await Doppelganger.OfBrokersAsync(Fences.Find(fence).Sample);
        var analysis = await CompiledAsync(fence, project);
        await RequireSilentAsync(fence, project, analysis with { Findings = [.. analysis.Findings.Where(static f => IsQueueRule(f.Id))] });
    }

    private static bool IsQueueRule(string id) => Product.Shipped.Rules.SingleOrDefault(r => r.Id == id)?.Category == "Queues";

    // Code that does not compile would be silent for the wrong reason.
    private static async Task<Analysis> CompiledAsync(string fence, Microsoft.CodeAnalysis.Project project)
    {
        var analysis = await Analysis.OfAsync(project, Product.Shipped);
        var files = await project.FilesAsync();
        Report.Require(analysis.Errors.IsEmpty, () =>
            $"{fence} does not compile against the renamed frameworks:\n{Report.Annotate(files, analysis.Errors.Select(static e => Remark.At(e, "error")))}");
        Assert.Empty(analysis.Crashes);
        return analysis;
    }

    private static async Task RequireSilentAsync(string fence, Microsoft.CodeAnalysis.Project project, Analysis analysis)
    {
        var files = await project.FilesAsync();
        Report.Require(analysis.Findings.IsEmpty, () =>
            $"{fence}: reported where the framework is absent\n{Report.Annotate(files, analysis.Findings.Select(static f => Remark.At(f, "reported")))}");
    }
}
