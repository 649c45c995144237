using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Settles with <c>CancellationToken.None</c>: written out, it tells readers and other analyzers that this is on purpose.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE2004StopTokenCancelsSettleFix() : GracefulFix("GRACE2004")
{
    private protected override string Title => "Settle without the stopping token";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan
            || Places.NodeAt<ArgumentSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { } argument)
        {
            return null;
        }

        plan.Own.Change(argument.Expression, static current => TokenSyntax.None.WithTriviaFrom(current));
        return await TokenSyntax.SimplifiedAsync(plan.Apply().GetDocument(request.Document.Id)!, cancellationToken);
    }
}
