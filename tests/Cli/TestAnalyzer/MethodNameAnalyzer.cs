using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.TestAnalyzer;

/// <summary>Reports methods by the start of their names, in the shape that the real rules report: Bad is a warning, Note an info, Crash an exception.
/// BadUnfixable and BadUndecided are not mended.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MethodNameAnalyzer : DiagnosticAnalyzer
{
    private static readonly DiagnosticDescriptor Bad = new(
        "GRACE9001", "A bad method", "Method '{0}' is bad", "Test", DiagnosticSeverity.Warning, true, helpLinkUri: "https://example.org/GRACE9001");

    private static readonly DiagnosticDescriptor Note = new(
        "GRACE9002", "A noted method", "Method '{0}' is noted", "Test", DiagnosticSeverity.Info, true, helpLinkUri: "https://example.org/GRACE9002");

    /// <inheritdoc />
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ImmutableArray.Create(Bad, Note);

    /// <inheritdoc />
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Report, SymbolKind.Method);
    }

    private static void Report(SymbolAnalysisContext context)
    {
        string name = context.Symbol.Name;
        if (name.StartsWith("Crash", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("crashed on purpose");
        }

        DiagnosticDescriptor? rule = name.StartsWith("Bad", StringComparison.Ordinal) ? Bad : name.StartsWith("Note", StringComparison.Ordinal) ? Note : null;
        if (rule is not null)
        {
            ImmutableDictionary<string, string?> properties = ImmutableDictionary<string, string?>.Empty
                .Add("name", rule == Bad ? "BadMethod" : "NotedMethod")
                .Add("fixSafety", name == "BadUnfixable" ? "none" : name == "BadBehaviour" ? "behaviour" : "safe");
            properties = name == "BadUnfixable" ? properties.Add("unfixable", "Its name is carved in stone.") : properties;
            properties = name == "BadUndecided" ? properties.Add("decision", "Choose a name first.") : properties;
            context.ReportDiagnostic(Diagnostic.Create(rule, context.Symbol.Locations[0], context.Symbol.ContainingType.Locations, properties, name));
        }
    }
}
