using GracefulAnalyzers.Code;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Makes the work look at the stop: in loop conditions, waits and receives.</summary>
internal sealed class DrainedWork(Document document, SyntaxNode root, TypeNames names, Members members, MemberEdits edits, IReadOnlyCollection<DrainStep> steps)
{
    /// <summary>Writes one step; false when the place does not look as the analyzer saw it.</summary>
    /// <param name="source">The field that holds the type's own token source.</param>
    public bool Write(DrainStep step, string source)
    {
        switch (step)
        {
            case CheckInLoop check:
                return Check(Places.NodeAt<StatementSyntax>(root, step.Where), Stopped(check.Scope, source));
            case PassStop pass when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { ArgumentList: var list }:
                var name = pass.Name is { } named ? named + ": " : "";
                edits.Insert(document, list.CloseParenToken.SpanStart, (list.Arguments.Count > 0 ? ", " : "") + name + Token(pass.Scope, source));
                return true;
            case ReplaceByStop stop:
                edits.Replace(document, step.Where.SourceSpan, Token(stop.Scope, source));
                return true;
            case ReplaceBySource:
                edits.Replace(document, step.Where.SourceSpan, source);
                return true;
            case NeverStop:
                edits.Replace(document, step.Where.SourceSpan, names.Of("System.Threading.CancellationToken") + ".None");
                return true;
            case WakeSleep wake when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { } sleep:
                edits.Replace(document, sleep.Expression.Span, Token(wake.Scope, source) + ".WaitHandle.WaitOne");
                return true;
            case AwaitSleep delayed when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { ArgumentList: var times } sleep:
                edits.Replace(document, sleep.Expression.Span, $"await {names.Of("System.Threading.Tasks.Task")}.Delay");
                edits.Insert(document, times.CloseParenToken.SpanStart, ", " + Token(delayed.Scope, source));
                return true;
            case CatchStop @catch when Places.NodeAt<TryStatementSyntax>(root, step.Where) is { Catches: [var first, ..] }:
                edits.Insert(document, members.Layout.LineStartOf(first.SpanStart), members.Layout.Lines(
                    IndentAt(first), Clause(@catch.Breaks ? "break;" : "// The service is stopping.", Stopped(@catch.Scope, source))));
                return true;
            case WrapLoop wrap when Places.NodeAt<StatementSyntax>(root, step.Where) is { } loop:
                return Wrap(loop, Stopped(wrap.Scope, source));
            case SuppressDelay suppress when Places.NodeAt<AwaitExpressionSyntax>(root, step.Where) is { } delay:
                return Suppress(delay, suppress.Breaks, Stopped(suppress.Scope, source));
            default:
                return false;
        }
    }

    private static string Token(string scope, string source) => scope.Length > 0 ? scope : source + ".Token";

    private static string Stopped(string scope, string source) => (scope.Length > 0 ? scope : source) + ".IsCancellationRequested";

    private bool Check(StatementSyntax? loop, string stopped)
    {
        switch (loop)
        {
            case WhileStatementSyntax { Condition: var condition }:
                Add(condition, stopped);
                return true;
            case DoStatementSyntax { Condition: var condition }:
                Add(condition, stopped);
                return true;
            case ForStatementSyntax { Condition: null, Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 } endless:
                edits.Replace(document, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(endless.SpanStart, endless.CloseParenToken.Span.End),
                    $"while (!{stopped})");
                return true;
            case ForStatementSyntax { Condition: null } counted:
                edits.Insert(document, counted.SecondSemicolonToken.SpanStart,
                    (counted.FirstSemicolonToken.TrailingTrivia.Count > 0 ? "" : " ") + "!" + stopped);
                return true;
            case ForStatementSyntax { Condition: { } condition }:
                Add(condition, stopped);
                return true;
            default:
                return false;
        }
    }

    private void Add(ExpressionSyntax condition, string stopped)
    {
        if (condition.IsKind(SyntaxKind.TrueLiteralExpression))
        {
            edits.Replace(document, condition.Span, "!" + stopped);
        }
        else
        {
            edits.Insert(document, condition.Span.End, " && !" + stopped);
        }
    }

    private IEnumerable<string> Clause(string body, string stopped) =>
        [$"catch ({names.Of("System.OperationCanceledException")}) when ({stopped})", "{", members.Unit + body, "}"];

    // What stands inside a wrapped loop moves one level in.
    private string IndentAt(SyntaxNode node) => members.Layout.IndentAt(node.SpanStart)
        + (steps.Any(step => step is WrapLoop && step.Where.SourceSpan.Contains(node.Span)) ? members.Unit : "");

    private bool Wrap(StatementSyntax loop, string stopped)
    {
        if (members.Layout.LineStarts(loop) is not { } lines)
        {
            return false;
        }

        var layout = members.Layout;
        var indent = layout.IndentAt(loop.SpanStart);
        edits.Insert(document, loop.SpanStart, "try" + layout.NewLine + indent + "{" + layout.NewLine + indent + members.Unit);
        foreach (var line in lines)
        {
            edits.Insert(document, line, members.Unit);
        }

        edits.Insert(document, layout.LinesOf(loop).End, layout.Lines(indent, Clause("// What follows still has to run.", stopped).Prepend("}")));
        return true;
    }

    private bool Suppress(AwaitExpressionSyntax delay, bool goesOn, string stopped)
    {
        if (!names.Has("System.Threading.Tasks.ConfigureAwaitOptions") || delay.Parent is not ExpressionStatementSyntax statement)
        {
            return delay.Ancestors()
                .FirstOrDefault(static node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                    is StatementSyntax loop && Wrap(loop, stopped);
        }

        edits.Insert(document, delay.Span.End, $".ConfigureAwait({names.Of("System.Threading.Tasks.ConfigureAwaitOptions")}.SuppressThrowing)");
        if (goesOn)
        {
            edits.Insert(document, members.Layout.LinesOf(statement).End,
                members.Layout.Lines(IndentAt(statement), [$"if ({stopped})", "{", members.Unit + "break;", "}"]) + BlankBefore(statement));
        }

        return true;
    }

    private string BlankBefore(StatementSyntax statement) =>
        statement.GetLastToken().GetNextToken().LeadingTrivia is [var first, ..] && first.IsKind(SyntaxKind.EndOfLineTrivia) ? "" : members.Layout.NewLine;
}
