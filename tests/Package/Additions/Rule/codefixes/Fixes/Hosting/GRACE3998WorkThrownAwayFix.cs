using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Keeps what waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3998WorkThrownAwayFix() : GracefulFix("GRACE3998")
{
    private protected override string Title => "Keep what waits";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan
            || Places.NodeAt<InvocationExpressionSyntax>(plan.Own.Root, request.Diagnostic.Location)
                is not { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement })
        {
            return null;
        }

        plan.Own.Remove(statement);
        return plan.Apply();
    }
}
