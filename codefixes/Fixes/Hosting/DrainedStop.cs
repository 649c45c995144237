using GracefulAnalyzers.CodeFixes.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Gives a StopAsync the statements that end and await the work; what the user wrote keeps its place and its meaning.</summary>
internal sealed class DrainedStop(MethodDeclarationSyntax stop, Document document, Members members, MemberEdits edits)
{
    private readonly string _indent = members.Layout.IndentAt(stop.SpanStart);

    private string Inner => _indent + members.Unit;

    /// <param name="drain">The new statements, line by line.</param>
    /// <param name="after">The user's statement or expression that ends the work; null puts the new statements first.</param>
    /// <param name="dropped">The user's statements that the new ones make superfluous.</param>
    public void Write(IReadOnlyList<string> drain, TextSpan? after, IReadOnlyCollection<StatementSyntax> dropped)
    {
        if (!stop.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            edits.Insert(document, stop.ReturnType.SpanStart, "async ");
        }

        if (stop.ExpressionBody is { } arrow)
        {
            WriteInstead(TextSpan.FromBounds(stop.ParameterList.Span.End, stop.SemicolonToken.Span.End),
                Combine(Statement(arrow.Expression), drain, after is not null));
        }
        else if (stop.Body is { } body)
        {
            if (members.Layout.LineStartOf(body.OpenBraceToken.SpanStart) == members.Layout.LineStartOf(body.CloseBraceToken.SpanStart))
            {
                var own = body.Statements.Where(statement => !dropped.Contains(statement))
                    .SelectMany(statement => statement is ReturnStatementSyntax { Expression: { } value } && !IsAsync
                        ? Statement(value)
                        : [statement.ToString()]).ToList();
                WriteInstead(TextSpan.FromBounds(stop.ParameterList.Span.End, body.Span.End), Combine(own, drain, after is not null));
            }
            else
            {
                WriteInto(body, drain, after, dropped);
            }
        }
    }

    private bool IsAsync => stop.Modifiers.Any(SyntaxKind.AsyncKeyword);

    private static List<string> Combine(List<string> own, IReadOnlyList<string> drain, bool ownFirst) =>
        own.Count == 0 ? [.. drain] : ownFirst ? [.. own, .. drain] : [.. drain, .. own];

    private static List<string> Statement(ExpressionSyntax value) =>
        AsyncBody.IsFinishedTask(value) ? [] : [(value is AwaitExpressionSyntax ? "" : "await ") + Operand(value) + ";"];

    private static string Operand(ExpressionSyntax value) =>
        value is InvocationExpressionSyntax or MemberAccessExpressionSyntax or IdentifierNameSyntax or AwaitExpressionSyntax or ElementAccessExpressionSyntax
            ? value.ToString()
            : $"({value})";

    private void WriteInstead(TextSpan span, IEnumerable<string> lines)
    {
        var layout = members.Layout;
        edits.Replace(document, span, layout.NewLine + _indent + "{" + layout.NewLine + layout.Lines(Inner, lines) + _indent + "}");
    }

    private void WriteInto(BlockSyntax body, IReadOnlyList<string> drain, TextSpan? after, IReadOnlyCollection<StatementSyntax> dropped)
    {
        var layout = members.Layout;
        var last = body.Statements.LastOrDefault();
        var left = body.Statements.Where(statement => !dropped.Contains(statement)).ToList();
        var isWritten = false;
        if (!IsAsync)
        {
            foreach (var returned in Returns(body))
            {
                if (returned == last && AsyncBody.IsFinishedTask(returned.Expression) && left.Count == 1)
                {
                    // The only thing the method did: the new statements take its place, and any comment on it stays.
                    edits.Replace(document, returned.Span, layout.Lines(Inner, drain).Trim());
                    isWritten = true;
                }
                else
                {
                    Rewrite(returned, returned == last);
                }
            }
        }

        if (isWritten)
        {
            return;
        }

        if (after is { } end && body.Statements.FirstOrDefault(statement => statement.Span.Contains(end)) is { } ending)
        {
            var isBlock = ending.GetLastToken().IsKind(SyntaxKind.CloseBraceToken);
            var isTight = drain.Count > 0 && drain[drain.Count - 1] == "}" && IsFollowedClosely(ending, left);
            edits.Insert(document, layout.LinesOf(ending).End, (isBlock ? layout.NewLine : "") + layout.Lines(Inner, drain) + (isTight ? layout.NewLine : ""));
        }
        else
        {
            // A method whose last return goes away needs no empty line at its end.
            var followed = left.Count > (last is ReturnStatementSyntax finished && !IsAsync && AsyncBody.IsFinishedTask(finished.Expression) ? 1 : 0);
            edits.Insert(document, body.OpenBraceToken.FullSpan.End, layout.Lines(Inner, drain) + (followed ? layout.NewLine : ""));
        }
    }

    // Only what stays counts: a last return that goes away needs no distance.
    private bool IsFollowedClosely(StatementSyntax statement, List<StatementSyntax> left) =>
        left.SkipWhile(other => other != statement).Skip(1).FirstOrDefault() is { } next
        && !(next is ReturnStatementSyntax finished && !IsAsync && AsyncBody.IsFinishedTask(finished.Expression))
        && !next.GetLeadingTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));

    private void Rewrite(ReturnStatementSyntax returned, bool isLast)
    {
        var value = returned.Expression;
        if (isLast)
        {
            if (AsyncBody.IsFinishedTask(value))
            {
                var hasComment = returned.GetLeadingTrivia()
                    .Any(static trivia => trivia.IsKind(SyntaxKind.SingleLineCommentTrivia) || trivia.IsKind(SyntaxKind.MultiLineCommentTrivia));
                edits.Replace(document, hasComment ? members.Layout.LinesOf(returned) : members.Layout.Removal(returned), "");
            }
            else if (value is not null)
            {
                edits.Replace(document, returned.Span, "await " + Operand(value) + ";");
            }
        }
        else if (AsyncBody.IsFinishedTask(value))
        {
            edits.Replace(document, returned.Span, "return;");
        }
        else if (value is not null)
        {
            var indent = members.Layout.IndentAt(returned.SpanStart);
            var isInBlock = returned.Parent is BlockSyntax or SwitchSectionSyntax;
            edits.Replace(document, returned.Span, isInBlock
                ? $"await {Operand(value)};{members.Layout.NewLine}{indent}return;"
                : $"{{ await {Operand(value)}; return; }}");
        }
    }

    private static IEnumerable<ReturnStatementSyntax> Returns(BlockSyntax body) =>
        body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).OfType<ReturnStatementSyntax>();
}
