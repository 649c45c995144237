using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Gives a StopAsync the statements that end and await the work; what the user wrote keeps its place and its meaning.</summary>
internal sealed class DrainedStop(MethodDeclarationSyntax stop, TreeEdits edits)
{
    private readonly string _indent = edits.Style.IndentBeside(stop);

    private bool IsAsync => stop.Modifiers.Any(SyntaxKind.AsyncKeyword);

    /// <param name="drain">The new statements, line by line.</param>
    /// <param name="after">The user's statement or expression that ends the work; null puts the new statements first.</param>
    /// <param name="dropped">The user's statements that the new ones make superfluous.</param>
    public void Write(IReadOnlyList<string> drain, TextSpan? after, IReadOnlyCollection<StatementSyntax> dropped)
    {
        edits.Change(stop, static current => current.MadeAsync());
        if (stop.ExpressionBody is { } arrow)
        {
            var own = AsyncReturns.IsFinishedTask(arrow.Expression) ? [] : new[] { NewCode.Place + ";" };
            string[] lines = after is null ? [.. drain, .. own] : [.. own, .. drain];
            edits.Change(stop, current => WithBlock(current, lines, own.Length > 0));
        }
        else if (stop.Body is { } body)
        {
            WriteInto(body, drain, after, dropped);
        }
    }

    private MethodDeclarationSyntax WithBlock(MethodDeclarationSyntax current, string[] lines, bool hasOwn)
    {
        var mended = current.WithBlock(edits.Code.Statements(_indent + edits.Style.Unit, lines), _indent, edits.Style);
        return hasOwn ? (MethodDeclarationSyntax)NewCode.Filled(mended, AsyncReturns.Awaited(edits.Code, current.ExpressionBody!.Expression)) : mended;
    }

    private void WriteInto(BlockSyntax body, IReadOnlyList<string> drain, TextSpan? after, IReadOnlyCollection<StatementSyntax> dropped)
    {
        var left = body.Statements.Where(statement => !dropped.Contains(statement)).ToList();
        SyntaxList<StatementSyntax> Drain() => edits.Code.Statements(InnerIndent(body), drain);

        var last = body.Statements.LastOrDefault() as ReturnStatementSyntax;
        var endsForNothing = !IsAsync && last is not null && AsyncReturns.IsFinishedTask(last.Expression);
        if (endsForNothing && left.Count == 1 && left[0] == last)
        {
            // The only thing the method did: the new statements take its place.
            edits.Instead(last!, current => Drain().InPlaceOf(current));
            return;
        }

        if (!IsAsync)
        {
            new AsyncReturns(edits, body).Rewrite();
        }

        // Only what stays counts: a last return that goes away needs no distance.
        var stays = endsForNothing ? left.FindAll(statement => statement != last) : left;
        if (after is { } end && body.Statements.FirstOrDefault(statement => statement.Span.Contains(end)) is { } ending)
        {
            var next = stays.SkipWhile(other => other != ending).Skip(1).FirstOrDefault();
            var isTight = drain.Count > 0 && drain[drain.Count - 1] == "}" && next is not null && !StartsBlank(next);
            edits.After((SyntaxNode)ending, () => Parted(Drain(), ending.GetLastToken().IsKind(SyntaxKind.CloseBraceToken), isTight));
        }
        else if (stays.TakeWhile(IsLog).LastOrDefault() is { } logged)
        {
            // What is logged about the stop is logged before it.
            edits.After((SyntaxNode)logged,
                () => Parted(Drain(), isBefore: false, isBehind: stays.Last() != logged && !StartsBlank(stays[stays.IndexOf(logged) + 1])));
        }
        else
        {
            edits.AtStart(body, () => Parted(Drain(), isBefore: false, isBehind: stays.Count > 0));
        }
    }

    private static bool IsLog(StatementSyntax statement) => statement is ExpressionStatementSyntax
    {
        Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } },
    } && name.StartsWith("Log", StringComparison.Ordinal) && name.Length > 3 && char.IsUpper(name[3]);

    private string InnerIndent(BlockSyntax body) =>
        body.Statements.Count > 0 ? edits.Style.IndentBeside(body.Statements[0]) : edits.Style.IndentIn(body);

    private List<StatementSyntax> Parted(SyntaxList<StatementSyntax> drain, bool isBefore, bool isBehind)
    {
        var made = drain.ToList();
        if (made.Count > 0 && isBefore)
        {
            made[0] = made[0].WithLeadingTrivia(made[0].GetLeadingTrivia().Insert(0, edits.Style.LineBreak));
        }

        if (made.Count > 0 && isBehind)
        {
            made[made.Count - 1] = made[made.Count - 1].WithTrailingTrivia(made[made.Count - 1].GetTrailingTrivia().Add(edits.Style.LineBreak));
        }

        return made;
    }

    private static bool StartsBlank(StatementSyntax statement) =>
        statement.GetLeadingTrivia().Any(static trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
}
