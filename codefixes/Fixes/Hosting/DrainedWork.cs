using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Makes the work look at the stop: in loop conditions, waits and receives.</summary>
internal sealed class DrainedWork(PlanEdits plan)
{
    /// <summary>Writes one step; false when the place does not look as the analyzer saw it.</summary>
    /// <param name="source">The field that holds the type's own token source.</param>
    public bool Write(DrainStep step, string source)
    {
        switch (step)
        {
            case CheckInLoop check:
                return Check(plan.NodeAt<StatementSyntax>(step), Stopped(check.Scope, source));
            case PassStop pass when plan.NodeAt<InvocationExpressionSyntax>(step) is { } call:
                plan.At(step).Change(call.ArgumentList, list => list.With(Token(pass.Scope, source), pass.Name));
                return true;
            case ReplaceByStop stop:
                return Replace(step, Token(stop.Scope, source));
            case ReplaceBySource:
                return Replace(step, source);
            case NeverStop:
                return Replace(step, plan.NamesAt(step).Of("System.Threading.CancellationToken") + ".None");
            case WakeSleep wake when plan.NodeAt<InvocationExpressionSyntax>(step) is { } sleep:
                plan.At(step).Write(sleep.Expression, Token(wake.Scope, source) + ".WaitHandle.WaitOne");
                return true;
            case AwaitSleep delayed when plan.NodeAt<InvocationExpressionSyntax>(step) is { } sleep:
                plan.At(step).Write(sleep.Expression, plan.NamesAt(step).Of("System.Threading.Tasks.Task") + ".Delay");
                plan.At(step).Change(sleep.ArgumentList, list => list.With(Token(delayed.Scope, source)));
                plan.At(step).Change(sleep, call =>
                    plan.At(step).Code.Around($"await {NewCode.Place}", call).WithTriviaFrom(call));
                return true;
            case CatchStop @catch when plan.NodeAt<TryStatementSyntax>(step) is { Catches.Count: > 0 } guarded:
                plan.At(step).Instead(guarded, current => [Guarded.Try(plan.At(step).Code, current, guarded,
                    Clause(step, @catch.Breaks ? "break;" : "// The service is stopping.", Stopped(@catch.Scope, source)))]);
                return true;
            case WrapLoop wrap when plan.NodeAt<StatementSyntax>(step) is { } loop:
                return Wrap(step, loop, Stopped(wrap.Scope, source));
            case SuppressDelay suppress when plan.NodeAt<AwaitExpressionSyntax>(step) is { } delay:
                return Suppress(step, delay, suppress.Breaks, Stopped(suppress.Scope, source));
            default:
                return false;
        }
    }

    private static string Token(string scope, string source) => scope.Length > 0 ? scope : source + ".Token";

    private static string Stopped(string scope, string source) => (scope.Length > 0 ? scope : source) + ".IsCancellationRequested";

    private bool Replace(DrainStep step, string text)
    {
        if (plan.At(step).Root.FindNode(step.Where.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<ExpressionSyntax>() is not { } node
            || node.Span != step.Where.SourceSpan)
        {
            return false;
        }

        plan.At(step).Write(node, text);
        return true;
    }

    private bool Check(StatementSyntax? loop, string stopped)
    {
        if (loop is null)
        {
            return false;
        }

        var edits = plan.At(loop);
        switch (loop)
        {
            case WhileStatementSyntax { Condition: var condition }:
                Add(edits, condition, stopped);
                return true;
            case DoStatementSyntax { Condition: var condition }:
                Add(edits, condition, stopped);
                return true;
            case ForStatementSyntax { Condition: null, Declaration: null, Initializers.Count: 0, Incrementors.Count: 0 } endless:
                edits.Change(endless, current => While(edits.Code, current, stopped));
                return true;
            case ForStatementSyntax { Condition: null } counted:
                edits.Change(counted, current => current.WithCondition(edits.Code.Expression("!" + stopped)
                    .WithLeadingTrivia(current.FirstSemicolonToken.TrailingTrivia.Count > 0 ? default : SyntaxFactory.TriviaList(SyntaxFactory.Space))));
                return true;
            case ForStatementSyntax { Condition: { } condition }:
                Add(edits, condition, stopped);
                return true;
            default:
                return false;
        }
    }

    private static WhileStatementSyntax While(NewCode code, ForStatementSyntax endless, string stopped) =>
        SyntaxFactory.WhileStatement(
            SyntaxFactory.Token(SyntaxKind.WhileKeyword).WithTriviaFrom(endless.ForKeyword), endless.OpenParenToken, code.Expression("!" + stopped),
            endless.CloseParenToken, endless.Statement);

    private static void Add(TreeEdits edits, ExpressionSyntax condition, string stopped)
    {
        if (condition.IsKind(SyntaxKind.TrueLiteralExpression))
        {
            edits.Write(condition, "!" + stopped);
            return;
        }

        // And binds tighter than what people join conditions with.
        var isLoose = condition is BinaryExpressionSyntax binary
            && (binary.IsKind(SyntaxKind.LogicalOrExpression) || binary.IsKind(SyntaxKind.CoalesceExpression))
            || condition is ConditionalExpressionSyntax or AssignmentExpressionSyntax;
        edits.Change(condition, current =>
            edits.Code.Around((isLoose ? $"({NewCode.Place})" : NewCode.Place) + " && !" + stopped, current).WithTriviaFrom(current));
    }

    private string[] Clause(DrainStep step, string body, string stopped) =>
        Guarded.Clause(plan.NamesAt(step).Of("System.OperationCanceledException"), stopped, body, plan.At(step).Style.Unit);

    private bool Wrap(DrainStep step, StatementSyntax loop, string stopped)
    {
        var edits = plan.At(step);
        edits.Instead(loop, current => [Guarded.Loop(edits.Code, current, loop, Clause(step, "// What follows still has to run.", stopped))]);
        return true;
    }

    private bool Suppress(DrainStep step, AwaitExpressionSyntax delay, bool goesOn, string stopped)
    {
        if (!plan.NamesAt(step).Has("System.Threading.Tasks.ConfigureAwaitOptions") || delay.Parent is not ExpressionStatementSyntax statement)
        {
            return delay.Ancestors()
                .FirstOrDefault(static node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax)
                    is StatementSyntax loop && Wrap(step, loop, stopped);
        }

        var edits = plan.At(step);
        var options = plan.NamesAt(step).Of("System.Threading.Tasks.ConfigureAwaitOptions");
        edits.Change(delay.Expression, call => edits.Code.Around($"{NewCode.Place}.ConfigureAwait({options}.SuppressThrowing)", call).WithTriviaFrom(call));
        if (goesOn)
        {
            string[] leave = [$"if ({stopped})", "{", edits.Style.Unit + "break;", "}"];
            edits.After(statement, () => Parted(edits, statement, edits.Code.Statements(edits.Style.IndentBeside(statement), leave)));
        }

        return true;
    }

    // An empty line behind the new block, unless there is one or nothing follows.
    private static IEnumerable<SyntaxNode> Parted(TreeEdits edits, StatementSyntax statement, SyntaxList<StatementSyntax> added)
    {
        var next = statement.GetLastToken().GetNextToken();
        return next.IsKind(SyntaxKind.CloseBraceToken) || (next.LeadingTrivia is [var first, ..] && first.IsKind(SyntaxKind.EndOfLineTrivia))
            ? added
            : added.Select(made => made.WithTrailingTrivia(made.GetTrailingTrivia().Add(edits.Style.LineBreak)));
    }
}
