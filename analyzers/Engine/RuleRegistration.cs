using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Engine;

/// <summary>What a rule can ask to be shown; each callback gets the shared model and a way to report.</summary>
internal sealed class RuleRegistration(CompilationStartAnalysisContext start, ShutdownModel model, DiagnosticDescriptor rule)
{
    public ShutdownModel Model => model;

    /// <summary>Every call, with its operation already bound by the driver.</summary>
    public void OnInvocation(Action<IInvocationOperation, RuleContext> look) =>
        start.RegisterOperationAction(
            context => look((IInvocationOperation)context.Operation, new RuleContext(model, rule, context.ReportDiagnostic, context.CancellationToken)),
            OperationKind.Invocation);

    /// <summary>Every <c>event += handler</c>.</summary>
    public void OnSubscription(Action<IEventAssignmentOperation, RuleContext> look) =>
        start.RegisterOperationAction(
            context => look((IEventAssignmentOperation)context.Operation, new RuleContext(model, rule, context.ReportDiagnostic, context.CancellationToken)),
            OperationKind.EventAssignment);

    /// <summary>Every class, struct and record declared in source; partial types once.</summary>
    public void OnType(Action<INamedTypeSymbol, RuleContext> look) =>
        start.RegisterSymbolAction(
            context => look((INamedTypeSymbol)context.Symbol, new RuleContext(model, rule, context.ReportDiagnostic, context.CancellationToken)),
            SymbolKind.NamedType);

    /// <summary>Every ordinary method declared in source.</summary>
    public void OnMethod(Action<IMethodSymbol, RuleContext> look) =>
        start.RegisterSymbolAction(
            context => look((IMethodSymbol)context.Symbol, new RuleContext(model, rule, context.ReportDiagnostic, context.CancellationToken)),
            SymbolKind.Method);
}

/// <summary>What a callback of a rule works with.</summary>
internal readonly struct RuleContext(
    ShutdownModel model, DiagnosticDescriptor rule, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    public ShutdownModel Model => model;

    public CancellationToken CancellationToken => cancellationToken;

    public void Report(Finding finding) => report(finding.ToDiagnostic(rule));
}
