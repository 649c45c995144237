using GracefulAnalyzers.Code;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Makes the work look at the stop: in loop conditions, waits and receives.</summary>
internal sealed class DrainedWork(Document document, SyntaxNode root, TypeNames names, Members members, MemberEdits edits, IReadOnlyList<FixStep> steps)
{
    /// <summary>True when the step needs a token source of the type's own.</summary>
    public static bool NeedsSource(FixStep step) => step.Verb is DrainVerb.Loop or DrainVerb.Pass or DrainVerb.Token or DrainVerb.Check or DrainVerb.Sleep or DrainVerb.Delay or DrainVerb.Catch or DrainVerb.Wrap or DrainVerb.Suppress or DrainVerb.Ticker;

    /// <summary>Writes one step; false when the place does not look as the analyzer saw it.</summary>
    /// <param name="source">The field that holds the type's own token source.</param>
    public bool Write(FixStep step, string source)
    {
        var details = (step.Detail ?? "").Split(',');
        switch (step.Verb)
        {
            case DrainVerb.Loop:
                return Check(Places.NodeAt<StatementSyntax>(root, step.Where), Stopped(details[0], source));
            case DrainVerb.Pass when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { ArgumentList: var list }:
                var name = details.Length > 1 ? details[1] + ": " : "";
                edits.Insert(document, list.CloseParenToken.SpanStart, (list.Arguments.Count > 0 ? ", " : "") + name + Token(details[0], source));
                return true;
            case DrainVerb.Token:
                edits.Replace(document, step.Where.SourceSpan, Token(details[0], source));
                return true;
            case DrainVerb.Check:
                edits.Replace(document, step.Where.SourceSpan, source);
                return true;
            case DrainVerb.Never:
                edits.Replace(document, step.Where.SourceSpan, names.Of("System.Threading.CancellationToken") + ".None");
                return true;
            case DrainVerb.Sleep when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { } sleep:
                edits.Replace(document, sleep.Expression.Span, Token(details[0], source) + ".WaitHandle.WaitOne");
                return true;
            case DrainVerb.Delay when Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is { ArgumentList: var times } sleep:
                edits.Replace(document, sleep.Expression.Span, $"await {names.Of("System.Threading.Tasks.Task")}.Delay");
                edits.Insert(document, times.CloseParenToken.SpanStart, ", " + Token(details[0], source));
                return true;
            case DrainVerb.Catch when Places.NodeAt<TryStatementSyntax>(root, step.Where) is { Catches: [var first, ..] }:
                edits.Insert(document, members.Layout.LineStartOf(first.SpanStart), members.Layout.Lines(
                    IndentAt(first), Clause(details[0] == "break" ? "break;" : "// The service is stopping.", Stopped(details[1], source))));
                return true;
            case DrainVerb.Wrap when Places.NodeAt<StatementSyntax>(root, step.Where) is { } loop:
                return Wrap(loop, Stopped(details[0], source));
            case DrainVerb.Suppress when Places.NodeAt<AwaitExpressionSyntax>(root, step.Where) is { } delay:
                return Suppress(delay, details[0] == "break", Stopped(details[1], source));
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
                edits.Replace(document, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(endless.SpanStart, endless.CloseParenToken.Span.End), $"while (!{stopped})");
                return true;
            case ForStatementSyntax { Condition: null } counted:
                edits.Insert(document, counted.SecondSemicolonToken.SpanStart, (counted.FirstSemicolonToken.TrailingTrivia.Count > 0 ? "" : " ") + "!" + stopped);
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
        + (steps.Any(step => step.Verb == DrainVerb.Wrap && step.Where.SourceSpan.Contains(node.Span)) ? members.Unit : "");

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
            return delay.Ancestors().FirstOrDefault(static node => node is WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax) is StatementSyntax loop && Wrap(loop, stopped);
        }

        edits.Insert(document, delay.Span.End, $".ConfigureAwait({names.Of("System.Threading.Tasks.ConfigureAwaitOptions")}.SuppressThrowing)");
        if (goesOn)
        {
            edits.Insert(document, members.Layout.LinesOf(statement).End, members.Layout.Lines(IndentAt(statement), [$"if ({stopped})", "{", members.Unit + "break;", "}"]) + BlankBefore(statement));
        }

        return true;
    }

    private string BlankBefore(StatementSyntax statement) =>
        statement.GetLastToken().GetNextToken().LeadingTrivia is [var first, ..] && first.IsKind(SyntaxKind.EndOfLineTrivia) ? "" : members.Layout.NewLine;
}
