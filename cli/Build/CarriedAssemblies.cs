using GracefulAnalyzers.Cli.Shared;

namespace GracefulAnalyzers.Cli.Build;

/// <summary>The assemblies that travel with the tool and are loaded by the compiler and by <c>dotnet format</c>, never by the tool; absolute paths.</summary>
internal static class CarriedAssemblies
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "analyzers");

    public static IReadOnlyList<string> Analyzers { get; } = [Path.Combine(Folder, "GracefulAnalyzers.dll")];

    public static IReadOnlyList<string> AnalyzersAndFixes { get; } = [.. Analyzers, Path.Combine(Folder, "GracefulAnalyzers.CodeFixes.dll")];

    /// <exception cref="ScanRefusedException">One of the assemblies is not there.</exception>
    public static void Require(IReadOnlyList<string> assemblies)
    {
        if (assemblies.FirstOrDefault(assembly => !File.Exists(assembly)) is { } missing)
        {
            throw new ScanRefusedException($"The installation is incomplete: '{missing}' is missing.");
        }
    }
}
