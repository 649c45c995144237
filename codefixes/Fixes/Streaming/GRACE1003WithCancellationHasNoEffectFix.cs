using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Moves the token from the enumeration into the call that listens to it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE1003WithCancellationHasNoEffectFix() : GracefulFix("GRACE1003")
{
    private protected override string Title => "Pass the token to the call";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        TokenThreading.ApplyAsync(request, cancellationToken);
}
