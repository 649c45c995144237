using System.Reflection;
using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Laws;

/// <summary>The DLLs load into the oldest compiler they promise: anything newer is CS8032 or a silent skip for the user.</summary>
public class AssemblyLaws
{
    private static readonly Version Floor = new(4, 8);

    private static readonly Dictionary<string, Version> Hosted = new(StringComparer.Ordinal)
    {
        ["netstandard"] = new(2, 0),
        ["Microsoft.CodeAnalysis"] = Floor,
        ["Microsoft.CodeAnalysis.CSharp"] = Floor,
        ["System.Collections.Immutable"] = new(7, 0),
        ["System.Memory"] = new(4, 0, 1, 2),
        ["System.Threading.Tasks.Extensions"] = new(4, 2, 0, 1),
    };

    // The editor and dotnet format host these beside the compiler; csc does not.
    private static readonly Dictionary<string, Version> HostedByEditors = new(StringComparer.Ordinal)
    {
        ["GracefulAnalyzers"] = new(int.MaxValue, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = Floor,
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = Floor,
        ["System.Composition.AttributedModel"] = new(7, 0),
    };

    [Fact]
    public void The_analyzers_reference_only_what_the_floor_compiler_hosts() => RequireHosted(Product.AnalyzerAssembly, Hosted);

    [Fact]
    public void The_fixes_reference_only_what_the_floor_editor_hosts() =>
        RequireHosted(Product.FixAssembly, Hosted.Concat(HostedByEditors).ToDictionary(StringComparer.Ordinal));

    [Fact]
    public void The_tests_run_on_the_compiler_they_were_asked_for()
    {
        var running = typeof(Microsoft.CodeAnalysis.CSharp.CSharpCompilation).Assembly.GetName().Version!;
        Assert.Equal(Version.Parse(Repository.Fact("RoslynVersion")).ToString(2), running.ToString(2));
    }

    private static void RequireHosted(Assembly assembly, Dictionary<string, Version> hosted) => Assert.All(assembly.GetReferencedAssemblies(), reference =>
    {
        Assert.True(hosted.ContainsKey(reference.Name!), $"{assembly.GetName().Name} references {reference.Name}, which the host does not bring.");
        Assert.True(reference.Version <= Raise(hosted[reference.Name!]),
            $"{assembly.GetName().Name} references {reference.FullName}; the host has {hosted[reference.Name!]}.");
    });

    // "4.8" stands for 4.8.anything.
    private static Version Raise(Version version) => version.Build >= 0 ? version : new Version(version.Major, version.Minor, int.MaxValue, int.MaxValue);
}
