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
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        if (root is null || Places.NodeAt<ArgumentSyntax>(root, request.Diagnostic.Location) is not { } argument)
        {
            return null;
        }

        var settled = argument.WithExpression(TokenSyntax.None.WithTriviaFrom(argument.Expression));
        return await TokenSyntax.SimplifiedAsync(request.Document.WithSyntaxRoot(root.ReplaceNode(argument, settled)), cancellationToken);
    }
}
