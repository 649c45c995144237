using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Streaming;

/// <summary>Disposes the link at the end of its scope, or has the response dispose it when it is needed until then.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE1009LinkedSourceLeaksFix() : GracefulFix("GRACE1009")
{
    private protected override string Title => "Dispose it when it is no longer needed";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (request.Plan.Steps is not [var step] || await PlanEdits.OfAsync(request, cancellationToken) is not { } plan)
        {
            return null;
        }

        return Write(step, plan, plan.At(step)) ? plan.Apply() : null;
    }

    private static bool Write(FixStep step, PlanEdits plan, TreeEdits edits)
    {
        switch (step)
        {
            case DeclareUsing when plan.NodeAt<LocalDeclarationStatementSyntax>(step) is { } declaration:
                edits.Change(declaration, Disposed);
                return true;
            case DisposeWithResponse with when plan.NodeAt<LocalDeclarationStatementSyntax>(step) is { } declaration:
                edits.After(declaration, Registration(with.Response, with.Local));
                return true;
            case NameAndDispose named when plan.NodeAt<InvocationExpressionSyntax>(step) is { } call && call.Span == step.Where.SourceSpan
                && call.FirstAncestorOrSelf<StatementSyntax>() is { } statement:
                Write(named, call, statement, edits);
                return true;
            default:
                return false;
        }
    }

    private static LocalDeclarationStatementSyntax Disposed(LocalDeclarationStatementSyntax declaration) => declaration.WithoutLeadingTrivia()
        .WithUsingKeyword(SyntaxFactory.Token(declaration.GetLeadingTrivia(), SyntaxKind.UsingKeyword, SyntaxFactory.TriviaList(SyntaxFactory.Space)));

    private static string Registration(string response, string local) => $"{response}.RegisterForDispose({local});";

    private static void Write(NameAndDispose step, InvocationExpressionSyntax call, StatementSyntax statement, TreeEdits edits)
    {
        var made = (step.Response is null ? "using var " : "var ") + $"{step.Name} = {NewCode.Place};";
        var register = step.Response is { } response ? Registration(response, step.Name) : null;
        var indent = edits.Style.IndentBeside(statement);
        string[] lines = register is null ? [made] : [made, register];
        ExpressionSyntax source = call;
        edits.Change(call, current =>
        {
            source = current;
            return current;
        });
        SyntaxList<StatementSyntax> Named() => edits.Code.Statements(indent, lines) is var code
            ? code.Replace(code[0], (StatementSyntax)NewCode.Filled(code[0], source.WithoutTrivia()))
            : default;
        if (statement is ExpressionStatementSyntax expression
            && (expression.Expression == call || (expression.Expression is AssignmentExpressionSyntax assignment && assignment.Right == call)))
        {
            edits.Instead(statement, current => Named().InPlaceOf(current));
            return;
        }

        edits.Change(call, current => edits.Code.Expression(step.Name).WithTriviaFrom(current));
        edits.TakeAway(call);
        edits.Instead(statement, current => [.. Named().Select((code, index) => index == 0 ? code.WithLeadingTrivia(current.GetLeadingTrivia()) : code),
            current.WithLeadingTrivia(SyntaxFactory.Whitespace(indent)).WithAdditionalAnnotations(NewCode.OwnLines)]);
    }
}
