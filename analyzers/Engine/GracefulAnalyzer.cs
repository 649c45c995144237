using System.Collections.Immutable;
using GracefulAnalyzers.Code;
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
            var model = Composition.ModelOf(start.Compilation);
            if (Applies(model))
            {
                Register(new RuleRegistration(start, model, rule, HoldsInTokenFreeCode));
            }
        });
    }

    /// <summary>The gate: false when the compilation cannot hold the defect, so that nothing is registered.</summary>
    private protected abstract bool Applies(ShutdownModel model);

    /// <summary>True for a rule whose advice is neither about tokens nor about waiting, so that it holds in orchestrators, workflows, grains and actors
    /// too.</summary>
    private protected virtual bool HoldsInTokenFreeCode => false;

    /// <summary>The rules whose findings this rule's own make superfluous, where <see cref="Covers"/> says so.</summary>
    private protected virtual ImmutableArray<string> Supersedes => ImmutableArray<string>.Empty;

    /// <summary>True when this rule reports a finding of which the operation is a part; asked for superseded rules only. A pure function of the
    /// model.</summary>
    /// <param name="defect">What the superseded finding is about.</param>
    private protected virtual bool Covers(IOperation defect, ShutdownModel model) => false;

    internal ImmutableArray<string> Superseded => Supersedes;

    internal bool SpeaksInTokenFreeCode => HoldsInTokenFreeCode;

    internal bool Reports(IOperation defect, ShutdownModel model) => Applies(model) && Covers(defect, model);

    /// <summary>Says which places of the program the rule wants to see.</summary>
    private protected abstract void Register(RuleRegistration on);
}
