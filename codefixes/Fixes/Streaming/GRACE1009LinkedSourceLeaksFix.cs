using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Rules.Streaming.GRACE1009;
using Microsoft.CodeAnalysis;
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
        if (request.Plan.Steps is not [var step] || await request.Document.GetSyntaxRootAsync(cancellationToken) is not { } root)
        {
            return null;
        }

        var layout = new Layout(await request.Document.GetTextAsync(cancellationToken));
        var edits = new MemberEdits(request.Solution);
        return Write(step, root, layout, request.Document, edits) ? await edits.ApplyAsync(cancellationToken) : null;
    }

    private static bool Write(FixStep step, SyntaxNode root, Layout layout, Document document, MemberEdits edits)
    {
        var detail = (step.Detail ?? "").Split('|');
        if (step.Verb is LinkedSourceVerb.Using or LinkedSourceVerb.Register)
        {
            return Places.NodeAt<LocalDeclarationStatementSyntax>(root, step.Where) is { } declaration && WriteDeclared(step.Verb, detail, declaration, layout, document, edits);
        }

        if (Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is not { } call || call.Span != step.Where.SourceSpan
            || call.FirstAncestorOrSelf<StatementSyntax>() is not { } statement)
        {
            return false;
        }

        var isUsing = step.Verb == LinkedSourceVerb.Name;
        var made = (isUsing ? "using var " : "var ") + detail[0] + " = ";
        var register = isUsing ? "" : $"{detail[1]}.RegisterForDispose({detail[0]});";
        if (statement is ExpressionStatementSyntax expression && (expression.Expression == call || expression.Expression is AssignmentExpressionSyntax assignment && assignment.Right == call))
        {
            edits.Replace(document, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(statement.SpanStart, call.SpanStart), made);
            if (!isUsing)
            {
                edits.Insert(document, statement.Span.End, layout.NewLine + layout.IndentAt(statement.SpanStart) + register);
            }

            return true;
        }

        var indent = layout.IndentAt(statement.SpanStart);
        var lines = made + call + ";" + layout.NewLine + indent + (isUsing ? "" : register + layout.NewLine + indent);
        edits.Insert(document, statement.SpanStart, lines);
        edits.Replace(document, call.Span, detail[0]);
        return true;
    }

    private static bool WriteDeclared(string verb, string[] detail, LocalDeclarationStatementSyntax declaration, Layout layout, Document document, MemberEdits edits)
    {
        if (verb == LinkedSourceVerb.Using)
        {
            edits.Insert(document, declaration.SpanStart, "using ");
        }
        else
        {
            edits.Insert(document, declaration.Span.End, layout.NewLine + layout.IndentAt(declaration.SpanStart) + $"{detail[1]}.RegisterForDispose({detail[0]});");
        }

        return true;
    }
}
