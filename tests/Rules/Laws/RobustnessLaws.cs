using GracefulAnalyzers.Tests.Harness;
using GracefulAnalyzers.Tests.Pages;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Laws 5 and 10: analyzers never throw, always terminate, and say the same thing twice.</summary>
public class RobustnessLaws
{
    public static TheoryData<string> Names => Fences.Named(static p => p.Samples);

    public static TheoryData<string> Circles => [.. Recursion.Keys];

    private static readonly Dictionary<string, string> Recursion = new(StringComparer.Ordinal)
    {
        ["a method that calls itself"] = "class A { Task M(CancellationToken t) => M(t); }",
        ["two methods that call each other"] =
            "class A { async Task M(CancellationToken t) => await N(t); async Task N(CancellationToken t) { try { await M(t); } finally { await N(t); } } }",
        ["an iterator over itself"] = "class A { async IAsyncEnumerable<int> M([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken "
            + "t = default) { await foreach (var x in M(t)) yield return x; } }",
        ["a lambda that calls itself"] = "class A { void M() { Func<CancellationToken, Task> f = null!; f = t => f(t); } }",
        ["a local function that calls itself"] = "class A { Task M(CancellationToken t) { Task L(CancellationToken u) => L(u); return L(t); } }",
        ["constructors that call each other"] = "class A { A() : this(1) { } A(int x) : this() { } }",
        ["a field set from itself"] = "class A { CancellationToken _t; void M() { _t = _t; CancellationToken u = _t; u = u; } }",
        ["properties that read each other"] = "class A { CancellationToken P => Q; CancellationToken Q => P; }",
        ["sources linked to themselves"] = "class A { void M() { var s = new CancellationTokenSource(); s = "
            + "CancellationTokenSource.CreateLinkedTokenSource(s.Token); s = CancellationTokenSource.CreateLinkedTokenSource(s.Token); } }",
        ["a class derived from itself"] = "class A : A { }",
        ["an interface derived from itself"] = "interface I : I { } class A : I { }",
        ["endless generics"] = "class A<T> { void M() { new A<A<T>>().M(); } }",
        ["a service that stops itself"] = "class A : BackgroundService { protected override Task ExecuteAsync(CancellationToken t) => ExecuteAsync(t); "
            + "public override Task StopAsync(CancellationToken t) => StopAsync(t); public override Task StartAsync(CancellationToken t) => StartAsync(t); "
            + "}",
        ["an endpoint that maps itself"] = "static class E { public static void Map(IEndpointRouteBuilder app) { app.MapGet(\"/\", (CancellationToken t) "
            + "=> { Map(app); return Stream(t); }); } static async IAsyncEnumerable<int> Stream(CancellationToken t) { await foreach (var x in Stream(t)) "
            + "yield return x; } }",
        ["a goto that loops"] = "class A { async Task M(CancellationToken t) { again: try { await Task.Delay(1, t); goto again; } "
            + "catch (OperationCanceledException) { goto again; } } }",
    };

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Cut_off_code_never_throws(string fence) => await Verify.SurvivesTruncationAsync(Fences.Find(fence).Sample, Product.Shipped);

    [Theory]
    [MemberData(nameof(Circles))]
    public async Task Circles_terminate(string circle)
    {
        var analysis = await Analysis.OfAsync(Projects.Open(Sample.Of(Recursion[circle])), Product.Shipped);
        Assert.Empty(analysis.Crashes);
        await Verify.SurvivesTruncationAsync(Sample.Of(Recursion[circle]), Product.Shipped);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Twice_the_same(string fence)
    {
        var project = Projects.Open(Fences.Find(fence).Sample);
        var compilation = (CSharpCompilation)(await project.GetCompilationAsync())!;
        var first = await Analysis.OfAsync(project, Product.Shipped);
        // A clone starts with empty caches; without concurrency the order of visits differs too.
        var second = await Analysis.OfAsync(compilation.Clone(), Product.Shipped, project.AnalyzerOptions, concurrent: false);
        Assert.Equal(first.Findings.Select(Analysis.Spell), second.Findings.Select(Analysis.Spell));
    }
}
