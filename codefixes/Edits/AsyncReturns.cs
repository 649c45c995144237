using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Edits;

/// <summary>The returns of a method that handed out a task and becomes async: what they handed out is awaited.</summary>
/// <param name="edits">The edits of the method's file.</param>
/// <param name="body">The body of the method.</param>
internal sealed class AsyncReturns(TreeEdits edits, BlockSyntax body)
{
    /// <summary>True for <c>Task.CompletedTask</c> and <c>default(ValueTask)</c>-like values that stand for "nothing to wait for".</summary>
    public static bool IsFinishedTask(ExpressionSyntax? expression) => expression switch
    {
        MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CompletedTask" } => true,
        LiteralExpressionSyntax literal => literal.IsKind(SyntaxKind.DefaultLiteralExpression),
        _ => false,
    };

    /// <summary>The value with an await in front, unless it has one.</summary>
    public static ExpressionSyntax Awaited(NewCode code, ExpressionSyntax value) => value is AwaitExpressionSyntax
        ? value.WithoutTrivia()
        // Await binds tighter than most operators.
        : code.Around(value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or ElementAccessExpressionSyntax
            or ParenthesizedExpressionSyntax ? $"await {NewCode.Place}" : $"await ({NewCode.Place})", value);

    /// <summary>The method's own returns; those of its lambdas and local functions are not.</summary>
    public static IEnumerable<ReturnStatementSyntax> Of(BlockSyntax body) =>
        body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>();

    /// <summary>Rewrites every return of a method that was not async.</summary>
    /// <param name="ending">Statements, line by line, that must run before each of them.</param>
    public void Rewrite(params string[] ending)
    {
        foreach (var returned in Of(body))
        {
            var isLast = returned == body.Statements.LastOrDefault();
            var indent = edits.Style.IndentBeside(returned);
            edits.Instead(returned, current => Written(current, isLast, indent, ending));
        }
    }

    private IEnumerable<SyntaxNode> Written(ReturnStatementSyntax returned, bool isLast, string indent, string[] ending)
    {
        var lines = new List<string>();
        var hasValue = returned.Expression is { } value && !IsFinishedTask(value);
        if (hasValue)
        {
            lines.Add(NewCode.Place + ";");
        }

        lines.AddRange(ending);
        if (!isLast)
        {
            lines.Add("return;");
        }

        var made = edits.Code.Statements(indent, lines);
        return (hasValue
            ? made.Replace(made[0], (StatementSyntax)NewCode.Filled(made[0], Awaited(edits.Code, returned.Expression!)))
            : made).InPlaceOf(returned);
    }
}
