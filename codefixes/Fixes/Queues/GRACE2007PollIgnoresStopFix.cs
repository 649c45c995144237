using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.CodeFixes.Hosting;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Passes the stopping token to the receive, or lets its loop look at it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE2007PollIgnoresStopFix() : GracefulFix("GRACE2007")
{
    private protected override string Title => "End the receive with the stopping token";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        InterruptedLoop.MendAsync(request, cancellationToken);
}
