using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

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

    private static bool Write(FixStep step, SyntaxNode root, Layout layout, Document document, MemberEdits edits) => step switch
    {
        DeclareUsing => Declaration(root, step) is { } declaration && Insert(document, edits, declaration.SpanStart, "using "),
        DisposeWithResponse with => Declaration(root, step) is { } declaration
            && Insert(document, edits, declaration.Span.End, layout.NewLine + layout.IndentAt(declaration.SpanStart) + Registration(with.Response, with.Local)),
        NameAndDispose named => Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { } call && call.Span == step.Where.SourceSpan
            && call.FirstAncestorOrSelf<StatementSyntax>() is { } statement && Write(named, call, statement, layout, document, edits),
        _ => false,
    };

    private static LocalDeclarationStatementSyntax? Declaration(SyntaxNode root, FixStep step) =>
        Places.NodeAt<LocalDeclarationStatementSyntax>(root, step.Where);

    private static bool Insert(Document document, MemberEdits edits, int at, string text)
    {
        edits.Insert(document, at, text);
        return true;
    }

    private static string Registration(string response, string local) => $"{response}.RegisterForDispose({local});";

    private static bool Write(NameAndDispose step, InvocationExpressionSyntax call, StatementSyntax statement, Layout layout, Document document,
        MemberEdits edits)
    {
        var made = (step.Response is null ? "using var " : "var ") + step.Name + " = ";
        var register = step.Response is { } response ? Registration(response, step.Name) : null;
        var indent = layout.IndentAt(statement.SpanStart);
        if (statement is ExpressionStatementSyntax expression
            && (expression.Expression == call || (expression.Expression is AssignmentExpressionSyntax assignment && assignment.Right == call)))
        {
            edits.Replace(document, TextSpan.FromBounds(statement.SpanStart, call.SpanStart), made);
            if (register is not null)
            {
                edits.Insert(document, statement.Span.End, layout.NewLine + indent + register);
            }

            return true;
        }

        var lines = made + call + ";" + layout.NewLine + indent + (register is null ? "" : register + layout.NewLine + indent);
        edits.Insert(document, statement.SpanStart, lines);
        edits.Replace(document, call.Span, step.Name);
        return true;
    }
}
