using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Engine;

/// <summary>
/// The base of every rule: gates once per compilation, shares one <see cref="ShutdownModel"/> among all rules, and reports findings.
/// </summary>
public abstract class GracefulAnalyzer(DiagnosticDescriptor rule) : DiagnosticAnalyzer
{
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(rule);

    public sealed override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            var model = ShutdownModel.Of(start.Compilation);
            if (Applies(model))
            {
                Register(new RuleRegistration(start, model, rule));
            }
        });
    }

    /// <summary>The gate: false when the compilation cannot hold the defect, so that nothing is registered.</summary>
    private protected abstract bool Applies(ShutdownModel model);

    /// <summary>Says which places of the program the rule wants to see.</summary>
    private protected abstract void Register(RuleRegistration on);
}
