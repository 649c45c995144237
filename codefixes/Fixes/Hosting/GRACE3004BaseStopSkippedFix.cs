using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Ends the override with <c>await base.StopAsync(token)</c>, on every path that returns.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3004BaseStopSkippedFix() : GracefulFix("GRACE3004")
{
    private protected override string Title => "Call base.StopAsync";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        if (root is null || Places.NodeAt<MethodDeclarationSyntax>(root, request.Diagnostic.Location) is not { ParameterList.Parameters: [var token] } method)
        {
            return null;
        }

        var call = BaseStop(token.Identifier);
        var model = await request.Document.GetSemanticModelAsync(cancellationToken);
        var mended = method switch
        {
            { ExpressionBody: { } arrow } => ReachBase(method, arrow, call),
            { Body: { } body } when model?.AnalyzeControlFlow(body) is { Succeeded: true } flow =>
                AsyncBody.AppendOnEveryReturn(method, call, flow.EndPointIsReachable),
            _ => null,
        };
        return mended is null ? null : request.Document.WithSyntaxRoot(root.ReplaceNode(method, mended)).Project.Solution;
    }

    // A method that only hands out a finished task becomes the base call itself.
    private static MethodDeclarationSyntax? ReachBase(MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, ExpressionSyntax call) =>
        arrow.Expression switch
    {
        ThrowExpressionSyntax => null,
        var value when AsyncBody.IsFinishedTask(value) => method.WithExpressionBody(arrow.WithExpression(call.WithTriviaFrom(value))),
        _ => AsyncBody.AppendOnEveryReturn(AsyncBody.WithBlock(method, arrow), call, endIsReachable: method.Modifiers.Any(SyntaxKind.AsyncKeyword)),
    };

    private static InvocationExpressionSyntax BaseStop(SyntaxToken token) =>
        SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, SyntaxFactory.BaseExpression(),
                SyntaxFactory.IdentifierName("StopAsync")),
            SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(SyntaxFactory.IdentifierName(token.WithoutTrivia())))));
}
