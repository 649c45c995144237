using System.Collections.Immutable;

namespace GracefulAnalyzers.Corpus.Inputs;

/// <summary>A package and the versions it may have, as NuGet writes them: <c>8.0.1</c>, <c>5.*</c>, <c>[1.2.3]</c>; empty for any.</summary>
internal sealed record PackageWish(string Id, string Version);

/// <summary>What a project file says, as far as the compiler wants to know it. Paths are absolute.</summary>
internal sealed record ProjectFile(string Path, string AssemblyName)
{
    /// <summary>False when it names no SDK: its sources are listed in forms that are not read here.</summary>
    public bool IsSdkStyle { get; init; }

    public bool IsProgram { get; init; }

    /// <summary>Compiled against ASP.NET Core.</summary>
    public bool IsWeb { get; init; }

    public string LanguageVersion { get; init; } = "";

    public string Nullable { get; init; } = "";

    public ImmutableArray<string> Symbols { get; init; } = [];

    public ImmutableArray<string> Sources { get; init; } = [];

    /// <summary>What the build writes into a generated file: global usings, and friends of the internals.</summary>
    public string Generated { get; init; } = "";

    public ImmutableArray<string> Projects { get; init; } = [];

    public ImmutableArray<PackageWish> Packages { get; init; } = [];
}
