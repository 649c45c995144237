using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Writes a timer with an async callback as a loop over a <c>PeriodicTimer</c>.</summary>
internal sealed class DrainedTicker(PlanEdits plan, TypeNames names, NewMembers members)
{
    /// <param name="step">The creation of the timer, and the field that held it.</param>
    /// <param name="work">The field for the loop's task.</param>
    public bool Write(TurnTimerIntoLoop step, string source, string work)
    {
        if (plan.NodeAt<BaseObjectCreationExpressionSyntax>(step) is not { ArgumentList.Arguments: [var callback, _, _, _] } timer
            || timer.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { } statement
            || MovedCallback.Of(callback.Expression, plan, members, names) is not { } moved)
        {
            return false;
        }

        var edits = plan.At(statement);
        var logger = GuardedRounds.AreIn(callback.Expression, members) ? "" : GuardedRounds.LoggerFor(step, plan, names, members);
        if (logger is null)
        {
            return false;
        }

        var task = names.Of("System.Threading.Tasks.Task");
        var method = members.MethodName("Tick");
        var body = logger.Length > 0 ? GuardedRounds.Lines(logger, names, members.Unit) : [NewCode.Place + ";"];
        string[] loop = [$"private async {task} {method}()", "{", .. Loop(timer, source + ".Token", body).Select(line => members.Unit + line), "}"];
        var depth = string.Concat(Enumerable.Repeat(members.Unit, logger.Length > 0 ? 3 : 2));
        IReadOnlyList<StatementSyntax> round = [];
        edits.Instead(statement, current =>
        {
            round = moved.In(current, members.Indent + depth);
            return edits.Code.Statements(edits.Style.IndentBeside(statement),
                [$"{work} = {task}.Run({method}, {names.Of("System.Threading.CancellationToken")}.None);"]).InPlaceOf(current);
        });
        members.AddMethod(behind: null, () => NewCode.Filled(edits.Code.Member(members.Indent, loop), round));
        var field = $"private {task} {work} = {task}.CompletedTask;";
        if (step.Member is { } name && FieldOf(name) is { } held)
        {
            plan.At(held).Instead(held, _ => [plan.At(held).Code.Member(members.Indent, field)]);
            return true;
        }

        members.AddField(field);
        return step.Member is null;
    }

    /// <summary>Puts the loop in the place of the statement that makes the timer; false when its callback cannot be moved.</summary>
    public bool WriteInPlace(BaseObjectCreationExpressionSyntax timer, StatementSyntax statement, string token)
    {
        if (timer is not { ArgumentList.Arguments: [var callback, _, _, _] } || MovedCallback.Of(callback.Expression, plan, members, names) is not { } moved)
        {
            return false;
        }

        var edits = plan.At(statement);
        var indent = edits.Style.IndentBeside(statement);
        edits.Instead(statement, current => edits.Code.Statements(indent, Loop(timer, token, [NewCode.Place + ";"]))
            .Select(made => NewCode.HasPlace(made) ? NewCode.Filled(made, moved.In(current, indent + members.Unit)) : made)
            .ToSyntaxList().InPlaceOf(current));
        return true;
    }

    /// <summary>Removes the field that held the timer; false when it is declared together with others.</summary>
    public bool RemoveField(string name)
    {
        if (FieldOf(name) is not { } field)
        {
            return false;
        }

        plan.At(field).Remove(field);
        return true;
    }

    private FieldDeclarationSyntax? FieldOf(string name) => members.Parts.SelectMany(static part => part.Members).OfType<FieldDeclarationSyntax>()
        .FirstOrDefault(member => member.Declaration.Variables is [var only] && only.Identifier.ValueText == name);

    // The loop, line by line, that does what the timer did until the token fires.
    private IEnumerable<string> Loop(BaseObjectCreationExpressionSyntax timer, string token, IEnumerable<string> round)
    {
        var (due, period) = (timer.ArgumentList!.Arguments[2].Expression, timer.ArgumentList.Arguments[3].Expression);
        var wait = $"await timer.WaitForNextTickAsync({token})";
        var isFirstLater = Text(due) == Text(period);
        if (!isFirstLater && Text(due) is not ("0" or "TimeSpan.Zero" or "default"))
        {
            yield return $"await {names.Of("System.Threading.Tasks.Task")}.Delay({Text(due)}, {token});";
        }

        yield return $"using var timer = new {names.Of("System.Threading.PeriodicTimer")}({Span(period)});";
        yield return isFirstLater ? $"while ({wait})" : "do";
        yield return "{";
        foreach (var line in round)
        {
            yield return members.Unit + line;
        }

        yield return "}";
        if (!isFirstLater)
        {
            yield return $"while ({wait});";
        }
    }

    // Remarks stay where the timer was made.
    private static string Text(ExpressionSyntax value) => string.Concat(value.DescendantTokens().Select(static token => token.Text
        + (token.TrailingTrivia.Any(static trivia => trivia.IsBlank()) ? " " : ""))).TrimEnd();

    private string Span(ExpressionSyntax period) =>
        plan.Model.GetTypeInfo(period).ConvertedType is { Name: "TimeSpan" } ? Text(period) : $"{names.Of("System.TimeSpan")}.FromMilliseconds({Text(period)})";
}
