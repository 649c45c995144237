using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>A set of analyzers and fixes that is tested as a whole.</summary>
internal sealed record Product(ImmutableArray<DiagnosticAnalyzer> Analyzers, ImmutableArray<CodeFixProvider> Fixes)
{
    public static Assembly AnalyzerAssembly { get; } = Assembly.Load("GracefulAnalyzers");

    public static Assembly FixAssembly { get; } = Assembly.Load("GracefulAnalyzers.CodeFixes");

    /// <summary>Everything in the two DLLs, found the way the compiler finds it.</summary>
    public static Product Shipped { get; } = new(Instances<DiagnosticAnalyzer>(AnalyzerAssembly), Instances<CodeFixProvider>(FixAssembly));

    /// <summary>Analyzers that report, without the suppressors.</summary>
    public IEnumerable<DiagnosticAnalyzer> Reporting => Analyzers.Where(static a => a is not DiagnosticSuppressor);

    public ImmutableArray<DiagnosticDescriptor> Rules =>
        [.. Reporting.SelectMany(static a => a.SupportedDiagnostics).DistinctBy(static d => d.Id).OrderBy(static d => d.Id, StringComparer.Ordinal)];

    public CodeFixProvider? FixOf(string id) => Fixes.SingleOrDefault(f => f.FixableDiagnosticIds.Contains(id));

    private static ImmutableArray<T> Instances<T>(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(static t => !t.IsAbstract && typeof(T).IsAssignableFrom(t))
            .OrderBy(static t => t.FullName, StringComparer.Ordinal)
            .Select(static t => (T)Activator.CreateInstance(t, nonPublic: true)!),
    ];
}

/// <summary>What a descriptor says beyond Roslyn's own fields.</summary>
internal static class Descriptors
{
    public static string Name(this DiagnosticDescriptor rule) => rule.Tag("Name");

    /// <summary>Safe, ChangesBehaviour, HasPlaceholders or None.</summary>
    public static string FixSafety(this DiagnosticDescriptor rule) => rule.Tag("FixSafety");

    private static string Tag(this DiagnosticDescriptor rule, string key) =>
        rule.CustomTags.FirstOrDefault(t => t.StartsWith(key + "=", StringComparison.Ordinal))?[(key.Length + 1)..] ?? "";
}
