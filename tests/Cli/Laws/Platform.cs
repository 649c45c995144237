namespace GracefulAnalyzers.Cli.Tests.Laws;

/// <summary>The assemblies that the tests run on: the runtime's, and the libraries that the tool brings along.</summary>
internal static class Platform
{
    public static IReadOnlyList<string> Assemblies { get; } =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("graceful.dll" or "GracefulAnalyzers.Cli.Tests.dll")),
    ];
}
