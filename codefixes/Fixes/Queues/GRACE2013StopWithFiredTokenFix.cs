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
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan || request.Plan.Steps is not [ReplaceToken step]
            || Places.NodeAt<ArgumentSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { } argument)
        {
            return null;
        }

        var token = step.Token is { } expression ? SyntaxFactory.ParseExpression(expression) : TokenSyntax.None;
        plan.Own.Change(argument.Expression, current => token.WithTriviaFrom(current));
        return await TokenSyntax.SimplifiedAsync(plan.Apply().GetDocument(request.Document.Id)!, cancellationToken);
    }
}
