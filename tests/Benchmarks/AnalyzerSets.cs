using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Benchmarks;

/// <summary>The analyzers of an ordinary build, and ours on top.</summary>
internal static class AnalyzerSets
{
    /// <summary>The SDK's own analyzers, as every build already runs them.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Sdk() => LoadFrom(
        Path.Combine(Facts.SdkAnalyzers, "Microsoft.CodeAnalysis.NetAnalyzers.dll"),
        Path.Combine(Facts.SdkAnalyzers, "Microsoft.CodeAnalysis.CSharp.NetAnalyzers.dll"));

    public static ImmutableArray<DiagnosticAnalyzer> Ours() => Instances(Assembly.Load("GracefulAnalyzers"));

    /// <summary>The compilation with the SDK's default severities; what a build would not report is switched off, as csc does.</summary>
    public static CSharpCompilation WithBuildSeverities(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers)
    {
        var config = Path.Combine(Facts.SdkAnalyzers, "build", "config", "analysislevel_10_default.globalconfig");
        var set = AnalyzerConfigSet.Create(ImmutableArray.Create(AnalyzerConfig.Parse(File.ReadAllText(config), config)));
        var configured = set.GlobalConfigOptions.TreeOptions;
        var severities = analyzers.SelectMany(static analyzer => analyzer.SupportedDiagnostics).DistinctBy(static rule => rule.Id)
            .ToImmutableDictionary(static rule => rule.Id, rule => Reported(rule, configured));
        return compilation.WithOptions(compilation.Options.WithSpecificDiagnosticOptions(severities));
    }

    private static ReportDiagnostic Reported(DiagnosticDescriptor rule, ImmutableDictionary<string, ReportDiagnostic> configured)
    {
        var severity = configured.TryGetValue(rule.Id, out var set) ? set
            : !rule.IsEnabledByDefault ? ReportDiagnostic.Suppress
            : rule.DefaultSeverity >= DiagnosticSeverity.Warning ? ReportDiagnostic.Warn : ReportDiagnostic.Suppress;
        return severity is ReportDiagnostic.Warn or ReportDiagnostic.Error ? severity : ReportDiagnostic.Suppress;
    }

    private static ImmutableArray<DiagnosticAnalyzer> LoadFrom(params string[] paths) =>
        [.. paths.Select(AssemblyLoadContext.Default.LoadFromAssemblyPath).ToList().SelectMany(static assembly => Instances(assembly))];

    private static ImmutableArray<DiagnosticAnalyzer> Instances(Assembly assembly) =>
    [
        .. assembly.GetTypes()
            .Where(static type => !type.IsAbstract && typeof(DiagnosticAnalyzer).IsAssignableFrom(type) && !typeof(DiagnosticSuppressor).IsAssignableFrom(type)
                && type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is { } marked && marked.Languages.Contains(LanguageNames.CSharp))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];
}
