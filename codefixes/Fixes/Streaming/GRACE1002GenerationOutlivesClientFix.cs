using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Passes the request's token to the model call; a handler that has none asks for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE1002GenerationOutlivesClientFix() : GracefulFix("GRACE1002")
{
    private protected override string Title => "Pass the request's token to the model call";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        TokenThreading.ApplyAsync(request, cancellationToken);
}
