using System.Collections.Immutable;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>Which end of the supported versions of a framework is meant; where only one version restores, both are the same.</summary>
internal enum Age
{
    Oldest,
    Newest,
}

/// <summary>One version of a package that a folder of tests/Frameworks names.</summary>
/// <param name="Folder">Where it was restored to.</param>
internal sealed record FrameworkPackage(string Folder)
{
    // As a project that targets the newest framework chooses.
    private static readonly string[] Monikers =
    [
        .. Enumerable.Range(5, 6).Reverse().Select(static version => $"net{version}.0"), "netcoreapp3.1", "netstandard2.1", "netstandard2.0",
    ];

    /// <summary>What a project compiles against that references the package; throws <see cref="InvalidOperationException"/> when there is nothing.</summary>
    public IEnumerable<string> Assemblies => Monikers.Select(moniker => Path.Combine(Folder, "lib", moniker)).FirstOrDefault(Directory.Exists) is { } lib
        ? Directory.EnumerateFiles(lib, "*.dll").Order(StringComparer.Ordinal)
        : throw new InvalidOperationException($"{Folder} holds no library for .NET; restored?");
}

/// <summary>What the files tests/Frameworks/*/Packages.props name; the build wrote it into this assembly.</summary>
internal static class FrameworkPackages
{
    private static readonly ILookup<string, string[]> Declared = Repository.Facts("FrameworkPackage")
        .Select(static fact => fact.Split('|'))
        .ToLookup(static parts => Path.GetFileName(Path.TrimEndingDirectorySeparator(parts[0])), StringComparer.Ordinal);

    /// <summary>The packages of a framework, in the order of its file; none when it is part of .NET, or a stub alone.</summary>
    public static ImmutableArray<FrameworkPackage> Of(string framework, Age age) =>
    [
        .. Declared[framework].Select(parts => new FrameworkPackage(
            Path.Combine(Repository.Fact("NuGetPackageRoot"), parts[1], age == Age.Oldest ? parts[2] : parts[3]))),
    ];
}
