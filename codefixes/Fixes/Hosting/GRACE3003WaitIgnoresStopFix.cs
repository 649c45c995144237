using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Passes the stopping token to the wait.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3003WaitIgnoresStopFix() : GracefulFix("GRACE3003")
{
    private protected override string Title => "End the wait with the stopping token";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        InterruptedLoop.MendAsync(request, cancellationToken);
}
