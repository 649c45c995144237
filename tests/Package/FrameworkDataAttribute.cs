using System.Collections.Concurrent;
using System.Reflection;
using GracefulAnalyzers.Tests.Processes;
using Xunit.Sdk;

namespace GracefulAnalyzers.Package.Tests;

/// <summary>A case on the named frameworks; skipped, with the reason, where no package source of the machine serves a targeting pack.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class FrameworkDataAttribute : DataAttribute
{
    // The pack of the current framework comes with the SDK.
    private const string Current = "net10.0";

    private static readonly ConcurrentDictionary<string, string?> Missing = new(StringComparer.Ordinal);

    public FrameworkDataAttribute(string frameworks)
    {
        Frameworks = frameworks;
        var missing = frameworks.Split(';').Where(static framework => framework != Current).Select(static framework => Missing.GetOrAdd(framework, Probe))
            .OfType<string>().FirstOrDefault();
        Skip = missing is null ? null : $"NOT TESTED on {frameworks}: {missing}";
    }

    public string Frameworks { get; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[Frameworks]];

    private static string? Probe(string framework)
    {
        var folder = Directory.CreateTempSubdirectory("graceful-probe-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "Probe.csproj"), $"""
                <Project Sdk="Microsoft.NET.Sdk.Web"><PropertyGroup><TargetFramework>{framework}</TargetFramework><OutputType>Library</OutputType></PropertyGroup></Project>
                """);
            var restore = Command.RunAsync(folder, UserFolder.Quiet, "dotnet", "restore").GetAwaiter().GetResult();
            return restore.ExitCode == 0 ? null : restore.Output.Trim();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
