using System.Collections.Immutable;
using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>The analyzers that every .NET SDK carries, loaded from the SDK that builds these tests.</summary>
internal static class SdkAnalyzers
{
    private static readonly string[] Files = ["Microsoft.CodeAnalysis.NetAnalyzers.dll", "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"];

    private static readonly string Folder = Path.GetFullPath(Path.Combine(Repository.Fact("TargetingPackRoot"), "..", "sdk"));

    public static ImmutableArray<DiagnosticAnalyzer> All =>
    [
        .. Paths().Select(Assembly.LoadFrom).SelectMany(static assembly => assembly.GetTypes())
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type)
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>()?.Languages.Contains(LanguageNames.CSharp) == true)
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    /// <summary>False when the SDK's analyzers are built against a newer compiler than the one that the tests run on.</summary>
    public static bool CanLoad => Paths().All(static path => CompilerOf(path) <= typeof(Compilation).Assembly.GetName().Version);

    private static IEnumerable<string> Paths()
    {
        var newest = Directory.EnumerateDirectories(Folder)
            .Where(static sdk => Version.TryParse(Path.GetFileName(sdk), out _))
            .MaxBy(static sdk => Version.Parse(Path.GetFileName(sdk))) ?? throw new InvalidOperationException($"There is no SDK in {Folder}.");
        return Files.Select(file => Path.Combine(newest, "Sdks", "Microsoft.NET.Sdk", "analyzers", file));
    }

    private static Version CompilerOf(string path)
    {
        using var image = new PEReader(File.OpenRead(path));
        var metadata = image.GetMetadataReader();
        return metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
            .Where(reference => metadata.GetString(reference.Name) == "Microsoft.CodeAnalysis").Select(static reference => reference.Version).Max()
                ?? new Version();
    }
}

/// <summary>The same for a test with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SdkAnalyzersTheoryAttribute : TheoryAttribute
{
    public SdkAnalyzersTheoryAttribute()
    {
        Skip = SdkAnalyzers.CanLoad ? null : "The SDK's analyzers need a newer compiler.";
    }
}

/// <summary>A test beside the SDK's own analyzers; skipped on compilers that are too old for them.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class SdkAnalyzersFactAttribute : FactAttribute
{
    public SdkAnalyzersFactAttribute()
    {
        Skip = SdkAnalyzers.CanLoad ? null : "The SDK's analyzers need a newer compiler.";
    }
}
