using System.Reflection;

namespace GracefulAnalyzers.Benchmarks;

/// <summary>Paths that the build wrote into the assembly.</summary>
internal static class Facts
{
    public static string RepositoryRoot => Read(nameof(RepositoryRoot));

    public static string PackRoot => Read(nameof(PackRoot));

    public static string SdkAnalyzers => Read(nameof(SdkAnalyzers));

    private static string Read(string key) => typeof(Facts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(fact => fact.Key == key).Value!;
}
