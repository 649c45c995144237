using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Leads the request's token through the handler and its helpers to the calls that produce the stream.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE1001StreamIgnoresClientFix() : GracefulFix("GRACE1001")
{
    private protected override string Title => "Pass the request's token to the stream";

    private protected override Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken) =>
        TokenThreading.ApplyAsync(request, cancellationToken);
}
