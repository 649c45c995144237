using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Engine;

/// <summary>
/// What a rule can ask to be shown; each callback gets the shared model and a way to report. A rule sees a file when all of it is bound:
/// see <see cref="FileContents"/> for why that matters.
/// </summary>
internal sealed class RuleRegistration(CompilationStartAnalysisContext start, ShutdownModel model, DiagnosticDescriptor rule, bool holdsInTokenFreeCode)
{
    public ShutdownModel Model => model;

    /// <summary>Every call.</summary>
    public void OnInvocation(Action<IInvocationOperation, RuleContext> look) => OnFile((file, context) => Each(file.Invocations, look, context));

    /// <summary>Every <c>new</c> of a class or struct.</summary>
    public void OnCreation(Action<IObjectCreationOperation, RuleContext> look) => OnFile((file, context) => Each(file.Creations, look, context));

    /// <summary>Every <c>event += handler</c>.</summary>
    public void OnSubscription(Action<IEventAssignmentOperation, RuleContext> look) => OnFile((file, context) => Each(file.Subscriptions, look, context));

    /// <summary>Every ordinary method with a body in source.</summary>
    public void OnMethod(Action<IMethodSymbol, RuleContext> look) => OnFile((file, context) => Each(file.Methods, look, context));

    /// <summary>Every class, struct, record and interface declared in source; partial types once.</summary>
    public void OnType(Action<INamedTypeSymbol, RuleContext> look)
    {
        OnFile((file, context) => Each(file.Types, look, context));
        start.RegisterSymbolAction(
            context =>
            {
                if (context.Symbol is INamedTypeSymbol type && FileContents.IsSpread(type))
                {
                    look(type, new RuleContext(model, rule, holdsInTokenFreeCode, context));
                }
            },
            SymbolKind.NamedType);
    }

    private void OnFile(Action<FileContents, RuleContext> look) =>
        start.RegisterSemanticModelAction(
            context => look(model.Bodies.Finish(context.SemanticModel), new RuleContext(model, rule, holdsInTokenFreeCode, context)));

    private static void Each<T>(IReadOnlyList<T> places, Action<T, RuleContext> look, RuleContext context)
    {
        for (var index = 0; index < places.Count; index++)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            look(places[index], context);
        }
    }
}

/// <summary>What a callback of a rule works with; made for every place of the program that a rule sees, so it allocates nothing.</summary>
internal readonly struct RuleContext
{
    private readonly DiagnosticDescriptor _rule;
    private readonly bool _holdsInTokenFreeCode;
    private readonly SemanticModelAnalysisContext? _file;
    private readonly SymbolAnalysisContext? _symbol;

    public RuleContext(ShutdownModel model, DiagnosticDescriptor rule, bool holdsInTokenFreeCode, SemanticModelAnalysisContext file)
    {
        (Model, _rule, _holdsInTokenFreeCode, _file) = (model, rule, holdsInTokenFreeCode, file);
    }

    public RuleContext(ShutdownModel model, DiagnosticDescriptor rule, bool holdsInTokenFreeCode, SymbolAnalysisContext symbol)
    {
        (Model, _rule, _holdsInTokenFreeCode, _symbol) = (model, rule, holdsInTokenFreeCode, symbol);
    }

    public ShutdownModel Model { get; }

    public CancellationToken CancellationToken => _file?.CancellationToken ?? _symbol?.CancellationToken ?? default;

    public void Report(Finding finding)
    {
        if (!_holdsInTokenFreeCode && Model.Get<Exemptions>().Covers(finding.At))
        {
            return;
        }

        if (finding.About is { } defect && Supersession.Drops(_rule.Id, defect, Model))
        {
            return;
        }

        var diagnostic = finding.ToDiagnostic(_rule);
        _file?.ReportDiagnostic(diagnostic);
        _symbol?.ReportDiagnostic(diagnostic);
    }
}
