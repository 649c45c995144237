using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Suppressors;

/// <summary>Silences advice to forward a token where following it would cancel a settle, a flush or a drain, or tie long-running work to the start of the
/// host.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACES001TokenIsNotWanted : DiagnosticSuppressor
{
    private const string Id = "GRACES001";

    /// <summary>The rules that ask for a token wherever one fits; a suppressor names them when it is built.</summary>
    private static readonly string[] Advice = ["CA2016", "MA0032", "MA0040", "S8949", "CC002", "CC003", "CC004", "PSH1317"];

    private static readonly ImmutableDictionary<string, SuppressionDescriptor> Suppressions = Advice.ToImmutableDictionary(
        static advice => advice,
        static advice => new SuppressionDescriptor(Id, advice, "The token in scope would cancel what must still run when the service stops (GRACES001)"),
        StringComparer.Ordinal);

    public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = Advice.Select(static advice => Suppressions[advice])
        .ToImmutableArray();

    public override void ReportSuppressions(SuppressionAnalysisContext context)
    {
        foreach (var advice in context.ReportedDiagnostics)
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            var model = Composition.ModelOf(context.Compilation);
            if (CallAt(advice, model, context.CancellationToken) is { } call && new UnwantedTokens(model).IsUnwanted(call))
            {
                context.ReportSuppression(Suppression.Create(Suppressions[advice.Id], advice));
            }
        }
    }

    private static IInvocationOperation? CallAt(Diagnostic advice, ShutdownModel model, CancellationToken cancellationToken)
    {
        if (advice.Location.SourceTree is not { } tree)
        {
            return null;
        }

        // Some mark the whole call, some only its name.
        var node = tree.GetRoot(cancellationToken).FindNode(advice.Location.SourceSpan, getInnermostNodeForTie: true);
        return node.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } syntax
            ? model.Bodies.OperationAt(syntax) as IInvocationOperation
            : null;
    }
}
