using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Passes the request's token to the iterator; a handler that has none asks for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE1004StreamResultDropsTokenFix() : GracefulFix("GRACE1004")
{
    private protected override string Title => "Pass the request's token to the iterator";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        TokenThreading.ApplyAsync(request, cancellationToken);
}
