using System.Collections.Concurrent;
using GracefulAnalyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>Assemblies on disk as references; each is read once, however many projects use it.</summary>
internal static class ReferencePacks
{
    private static readonly ConcurrentDictionary<string, PortableExecutableReference> References = new(StringComparer.Ordinal);

    /// <summary>What everything is compiled against, whatever its project file targets.</summary>
    public static string Moniker => Repository.Fact("TargetFramework");

    /// <summary>Paths of the runtime's reference assemblies, and of ASP.NET Core's.</summary>
    public static IEnumerable<string> Assemblies(bool web) =>
        web ? [.. Pack("Microsoft.NETCore.App.Ref"), .. Pack("Microsoft.AspNetCore.App.Ref")] : Pack("Microsoft.NETCore.App.Ref");

    public static PortableExecutableReference At(string path) => References.GetOrAdd(path, static p => MetadataReference.CreateFromFile(p));

    private static IEnumerable<string> Pack(string name)
    {
        var wanted = Moniker["net".Length..];
        var newest = Directory.EnumerateDirectories(Path.Combine(Repository.Fact("TargetingPackRoot"), name))
            .Where(d => Version.TryParse(Path.GetFileName(d), out var version) && version.ToString(2) == wanted)
            .MaxBy(static d => Version.Parse(Path.GetFileName(d)))
            ?? throw new InvalidOperationException($"The SDK carries no {name} for {Moniker}.");
        return Directory.EnumerateFiles(Path.Combine(newest, "ref", Moniker), "*.dll").Order(StringComparer.Ordinal);
    }
}
