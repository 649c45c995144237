using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Queues;

/// <summary>Stops the consumer with the deadline in scope, else without a token: the host's own timeout bounds it then.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE2013StopWithFiredTokenFix() : GracefulFix("GRACE2013")
{
    private protected override string Title => "Stop with a token that has not fired";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        if (root is null || request.Plan.Steps is not [ReplaceToken step]
            || Places.NodeAt<ArgumentSyntax>(root, request.Diagnostic.Location) is not { } argument)
        {
            return null;
        }

        var token = step.Token is { } expression ? SyntaxFactory.ParseExpression(expression) : TokenSyntax.None;
        return await TokenSyntax.SimplifiedAsync(
            request.Document.WithSyntaxRoot(root.ReplaceNode(argument, argument.WithExpression(token.WithTriviaFrom(argument.Expression)))), cancellationToken);
    }
}
