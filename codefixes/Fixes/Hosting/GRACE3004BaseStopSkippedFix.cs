using GracefulAnalyzers.CodeFixes.Edits;
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
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan
            || Places.NodeAt<MethodDeclarationSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { ParameterList.Parameters: [var token] } method)
        {
            return null;
        }

        var call = $"base.StopAsync({token.Identifier.Text})";
        return method switch
        {
            { ExpressionBody: { } arrow } => Arrow(plan.Own, method, arrow, call),
            { Body: { } body } when plan.Model.AnalyzeControlFlow(body) is { Succeeded: true } flow =>
                Block(plan.Own, method, body, $"await {call};", flow.EndPointIsReachable),
            _ => false,
        }
            ? plan.Apply()
            : null;
    }

    // A method that only hands out a finished task becomes the base call itself.
    private static bool Arrow(TreeEdits edits, MethodDeclarationSyntax method, ArrowExpressionClauseSyntax arrow, string call)
    {
        var value = arrow.Expression;
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        if (value is ThrowExpressionSyntax)
        {
            return false;
        }

        if (AsyncReturns.IsFinishedTask(value) || (isAsync && IsNothing(value)))
        {
            edits.Write(value, isAsync ? "await " + call : call);
            return true;
        }

        var indent = edits.Style.IndentBeside(method);
        var lines = edits.Code.Statements(indent + edits.Style.Unit, [NewCode.Place + ";", $"await {call};"]);
        edits.Change(method, current => (MethodDeclarationSyntax)NewCode.Filled(current.MadeAsync().WithBlock(lines, indent, edits.Style),
            isAsync ? current.ExpressionBody!.Expression.WithoutTrivia() : AsyncReturns.Awaited(edits.Code, current.ExpressionBody!.Expression)));
        return true;
    }

    private static bool Block(TreeEdits edits, MethodDeclarationSyntax method, BlockSyntax body, string call, bool endIsReachable)
    {
        if (AsyncReturns.Of(body).Any(static returned => returned.FirstAncestorOrSelf<LockStatementSyntax>() is not null))
        {
            return false;
        }

        edits.Change(method, static current => current.MadeAsync());
        new AsyncReturns(edits, body).Rewrite(call);
        switch (body.Statements.LastOrDefault())
        {
            case ExpressionStatementSyntax nothing when IsNothing(nothing.Expression):
                edits.Instead(nothing, current => edits.Code.Statements(edits.Style.IndentBeside(nothing), [call]).InPlaceOf(current));
                break;
            case { } last when endIsReachable:
                edits.After(last, call);
                break;
            case null:
                edits.AtStart(body, () => edits.Code.Statements(edits.Style.IndentIn(body), [call]));
                break;
            default:
                break;
        }

        return true;
    }

    // What only keeps the compiler content has done its work once there is a real await.
    private static bool IsNothing(ExpressionSyntax value) => value is AwaitExpressionSyntax awaited && AsyncReturns.IsFinishedTask(awaited.Expression);
}
