using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Keeps what waits.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3998WorkThrownAwayFix() : GracefulFix("GRACE3998")
{
    private protected override string Title => "Keep what waits";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        return root is not null
            && Places.NodeAt<InvocationExpressionSyntax>(root, request.Diagnostic.Location)
                is { Parent: ExpressionStatementSyntax { Parent: BlockSyntax } statement }
            ? request.Document.WithSyntaxRoot(root.RemoveNode(statement, SyntaxRemoveOptions.KeepNoTrivia)!).Project.Solution
            : null;
    }
}
