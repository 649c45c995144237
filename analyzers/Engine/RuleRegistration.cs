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
            context => look((IInvocationOperation)context.Operation, new RuleContext(model, rule, context)),
            OperationKind.Invocation);

    /// <summary>Every <c>new</c> of a class or struct.</summary>
    public void OnCreation(Action<IObjectCreationOperation, RuleContext> look) =>
        start.RegisterOperationAction(
            context => look((IObjectCreationOperation)context.Operation, new RuleContext(model, rule, context)),
            OperationKind.ObjectCreation);

    /// <summary>Every <c>event += handler</c>.</summary>
    public void OnSubscription(Action<IEventAssignmentOperation, RuleContext> look) =>
        start.RegisterOperationAction(
            context => look((IEventAssignmentOperation)context.Operation, new RuleContext(model, rule, context)),
            OperationKind.EventAssignment);

    /// <summary>Every class, struct and record declared in source; partial types once.</summary>
    public void OnType(Action<INamedTypeSymbol, RuleContext> look) =>
        start.RegisterSymbolAction(
            context => look((INamedTypeSymbol)context.Symbol, new RuleContext(model, rule, context)),
            SymbolKind.NamedType);

    /// <summary>Every ordinary method declared in source.</summary>
    public void OnMethod(Action<IMethodSymbol, RuleContext> look) =>
        start.RegisterSymbolAction(
            context => look((IMethodSymbol)context.Symbol, new RuleContext(model, rule, context)),
            SymbolKind.Method);
}

/// <summary>What a callback of a rule works with; made for every place of the program that a rule sees, so it allocates nothing.</summary>
internal readonly struct RuleContext
{
    private readonly DiagnosticDescriptor _rule;
    private readonly OperationAnalysisContext? _operation;
    private readonly SymbolAnalysisContext? _symbol;

    public RuleContext(ShutdownModel model, DiagnosticDescriptor rule, OperationAnalysisContext operation)
    {
        (Model, _rule, _operation) = (model, rule, operation);
    }

    public RuleContext(ShutdownModel model, DiagnosticDescriptor rule, SymbolAnalysisContext symbol)
    {
        (Model, _rule, _symbol) = (model, rule, symbol);
    }

    public ShutdownModel Model { get; }

    public CancellationToken CancellationToken => _operation?.CancellationToken ?? _symbol?.CancellationToken ?? default;

    public void Report(Finding finding)
    {
        if (finding.About is { } defect && Supersession.Drops(_rule.Id, defect, Model))
        {
            return;
        }

        var diagnostic = finding.ToDiagnostic(_rule);
        _operation?.ReportDiagnostic(diagnostic);
        _symbol?.ReportDiagnostic(diagnostic);
    }
}
