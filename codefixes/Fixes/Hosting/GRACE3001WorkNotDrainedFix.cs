using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Keeps what the service starts, ends it by an own token source, and awaits it in StopAsync: one edit for the whole type.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3001WorkNotDrainedFix() : GracefulFix("GRACE3001")
{
    private protected override string Title => "End the work and await it in StopAsync";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        DrainedType.MendAsync(request, cancellationToken);
}
