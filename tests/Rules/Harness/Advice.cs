using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>What others say about code: the compiler at its highest warning level, and the SDK's advice on tokens and tasks, less what we suppress.</summary>
internal static class Advice
{
    private const int HighestLevel = 9999;

    // One of them is off by default; on, the measure is only stricter.
    private static readonly string[] OfTheSdk = ["CA2016", "CA2025"];

    private static readonly Lazy<ImmutableArray<DiagnosticAnalyzer>> Analyzers = new(static () =>
    [
        .. Product.Shipped.Analyzers.OfType<DiagnosticSuppressor>(),
        .. SdkAnalyzers.All.Where(static analyzer => analyzer.SupportedDiagnostics.Any(static rule => OfTheSdk.Contains(rule.Id))),
    ]);

    /// <summary>Requires that the second project hears nothing that the first has not heard as often. Only the compiler speaks where the SDK's analyzers cannot
    /// load.</summary>
    public static async Task RequireNothingNewAsync(string name, Project before, Project after)
    {
        var known = (await OfAsync(before)).CountBy(Text).ToDictionary(StringComparer.Ordinal);
        var fresh = (await OfAsync(after)).GroupBy(Text).SelectMany(same => same.Skip(known.GetValueOrDefault(same.Key))).ToArray();
        if (fresh.Length > 0)
        {
            var files = await after.FilesAsync();
            Assert.Fail($"{name}: the fix brings\n{string.Join('\n', fresh.Select(static warning => warning.ToString()))}\n"
                + $"{Report.Annotate(files, fresh.Select(static warning => Remark.At(warning, "new")))}");
        }
    }

    // What every SDK project switches off: versions of assemblies that are unified anyway.
    private static bool IsHeard(Diagnostic diagnostic) =>
        !diagnostic.IsSuppressed && diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id is not ("CS1701" or "CS1702");

    private static string Text(Diagnostic diagnostic) => diagnostic.Id + " " + diagnostic.GetMessage(CultureInfo.InvariantCulture);

    private static async Task<IEnumerable<Diagnostic>> OfAsync(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        compilation = compilation.WithOptions(((Microsoft.CodeAnalysis.CSharp.CSharpCompilationOptions)compilation.Options).WithWarningLevel(HighestLevel)
            .WithSpecificDiagnosticOptions(OfTheSdk.ToDictionary(static id => id, static _ => ReportDiagnostic.Warn)));
        if (!SdkAnalyzers.CanLoad)
        {
            return compilation.GetDiagnostics().Where(IsHeard);
        }

        var all = await compilation.WithAnalyzers(Analyzers.Value, project.AnalyzerOptions).GetAllDiagnosticsAsync();
        return all.Where(static diagnostic => IsHeard(diagnostic)
            && (diagnostic.Id.StartsWith("CS", StringComparison.Ordinal) || diagnostic.Id.StartsWith("AD", StringComparison.Ordinal)
                || OfTheSdk.Contains(diagnostic.Id)));
    }
}
