using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>The code of an async callback, taken from the statement that registers it to where it is awaited.</summary>
internal sealed class MovedCallback
{
    private static readonly SyntaxAnnotation Mark = new("GracefulCallback");

    private readonly TreeEdits _edits;
    private readonly ExpressionSyntax _callback;

    private MovedCallback(TreeEdits edits, ExpressionSyntax callback)
    {
        _edits = edits;
        _callback = callback;
    }

    /// <summary>Null when its code cannot be moved.</summary>
    public static MovedCallback? Of(ExpressionSyntax callback, PlanEdits plan, NewMembers members, TypeNames names)
    {
        while (callback is ParenthesizedExpressionSyntax parenthesized)
        {
            callback = parenthesized.Expression;
        }

        switch (callback)
        {
            case LambdaExpressionSyntax { ExpressionBody: not null }:
            case LambdaExpressionSyntax { Block.Statements.Count: > 0, AsyncKeyword.RawKind: (int)SyntaxKind.AsyncKeyword }:
                break;
            case IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                when NameOf(callback) is { } name
                && members.Parts.SelectMany(static part => part.Members).OfType<MethodDeclarationSyntax>()
                    .FirstOrDefault(method => method.Identifier.ValueText == name) is { } method
                && method.Modifiers.Any(SyntaxKind.AsyncKeyword):
                var task = names.Of("System.Threading.Tasks.Task");
                plan.At(method).Change(method.ReturnType, current => SyntaxFactory.ParseTypeName(task).WithTriviaFrom(current));
                plan.At(method).Change(method.ParameterList, static current => current.WithParameters(default));
                break;
            default:
                return null;
        }

        plan.At(callback).Change(callback, static current => current.WithAdditionalAnnotations(Mark));
        return new MovedCallback(plan.At(callback), callback);
    }

    /// <summary>The statements, with all edits in them, on lines of their own.</summary>
    /// <param name="holder">The edited statement that registers the callback.</param>
    /// <param name="indent">Where they go.</param>
    public IReadOnlyList<StatementSyntax> In(SyntaxNode holder, string indent)
    {
        var callback = holder.GetAnnotatedNodes(Mark).Single();
        if (callback is LambdaExpressionSyntax { Block: { } block })
        {
            foreach (var statement in block.Statements)
            {
                _edits.TakeAway(statement);
            }

            return Moved(block, ((LambdaExpressionSyntax)_callback).Block!, indent);
        }

        var value = callback switch
        {
            LambdaExpressionSyntax { ExpressionBody: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard } =>
                discard.Right,
            LambdaExpressionSyntax { ExpressionBody: { } body } => body,
            _ => SyntaxFactory.InvocationExpression((ExpressionSyntax)callback),
        };
        _edits.TakeAway(value.WithoutTrivia());
        return [(StatementSyntax)NewCode.Filled(_edits.Code.Statements(indent, [NewCode.Place + ";"])[0], AsyncReturns.Awaited(_edits.Code, value))];
    }

    private static string? NameOf(ExpressionSyntax method) => method switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };

    private List<StatementSyntax> Moved(BlockSyntax block, BlockSyntax original, string indent)
    {
        var style = _edits.Style;
        var from = style.IndentBeside(original.Statements[0]);
        var isOwnLine = !style.IsBehindCode(original.Statements[0].GetFirstToken());
        var statements = block.Moved(from, indent).Statements
            .Select((statement, index) => style.IsBehindCode(original.Statements[index].GetFirstToken()) ? statement.OnOwnLine(indent) : statement)
            .Select(statement => statement.GetTrailingTrivia().EndsLine()
                ? statement
                : statement.WithTrailingTrivia(statement.GetTrailingTrivia().Where(static trivia => trivia.IsComment()).Append(style.LineBreak)))
            .ToList();

        // The empty line in front of the first statement parted it from nothing.
        statements[0] = isOwnLine
            ? statements[0].WithLeadingTrivia(statements[0].GetLeadingTrivia().SkipWhile(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)))
            : statements[0];
        return statements;
    }
}
