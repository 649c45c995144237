using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Gives the work a token that the stop fires.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3009StartTokenCapturedFix() : GracefulFix("GRACE3009")
{
    private protected override string Title => "End the work by a source that StopAsync cancels";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        request.Plan.Steps.Any(static step => step is ExtendStop)
            ? DrainedType.MendAsync(request, cancellationToken)
            : InterruptedLoop.MendAsync(request, cancellationToken);
}
