using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>What a member holds and how to wait for it.</summary>
/// <param name="Wait">How to wait for what the member holds.</param>
internal sealed record KeptWork(string Member, WaitForm Wait);

/// <summary>The ways to wait for kept work.</summary>
internal enum WaitForm
{
    Task,
    TaskOrNull,
    TypedTask,
    Tasks,
    ThreadOrNull,
    Timer,
    TimerOrNull,
}

/// <summary>Keeps what is started in fields, so that there is something to wait for.</summary>
internal sealed class DrainedStart(PlanEdits plan, TypeNames names, NewMembers members)
{
    private readonly List<KeptWork> _kept = [];

    /// <summary>In the order of the starts.</summary>
    public IReadOnlyList<KeptWork> Kept => _kept;

    private LanguageVersion Version => ((CSharpParseOptions)plan.Options).LanguageVersion;

    public bool HasTargetTypedNew => Version >= LanguageVersion.CSharp9;

    public bool Write(IReadOnlyCollection<DrainStep> steps)
    {
        var isOnly = steps.Count(static step => step is KeepTask) == 1;
        foreach (var step in steps)
        {
            var isWritten = step switch
            {
                KeepTask keep => Keep(keep, isOnly),
                JoinThread thread => Thread(thread),
                AwaitKept kept => Add(kept),
                ReturnTask => ReturnsTask(step),
                MakeInstance => DropStatic(step),
                AwaitTimer timer => Add(timer.Member, timer.MayBeNull ? WaitForm.TimerOrNull : WaitForm.Timer),
                _ => true,
            };
            if (!isWritten)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The statements that wait for one kept piece of work, bounded by the token and without throwing when it fires.</summary>
    public IEnumerable<string> Wait(KeptWork kept, string token) => kept.Wait switch
    {
        WaitForm.TaskOrNull => IfNotNull(kept.Member, Bounded(kept.Member, token)),
        WaitForm.TypedTask => Bounded($"(({names.Of("System.Threading.Tasks.Task")}){kept.Member})", token),
        WaitForm.Tasks => Bounded($"{names.Of("System.Threading.Tasks.Task")}.WhenAll({kept.Member})", token),
        WaitForm.ThreadOrNull => IfNotNull(kept.Member,
            Bounded($"{names.Of("System.Threading.Tasks.Task")}.Run({kept.Member}.Join, {names.Of("System.Threading.CancellationToken")}.None)", token)),
        WaitForm.Timer => [$"await {kept.Member}.DisposeAsync();"],
        WaitForm.TimerOrNull => IfNotNull(kept.Member, [$"await {kept.Member}.DisposeAsync();"]),
        _ => Bounded(kept.Member, token),
    };

    /// <summary>Turns a timer with an async callback into a loop; true when there is none.</summary>
    public bool WriteTicker(IEnumerable<DrainStep> steps, string source)
    {
        if (steps.OfType<TurnTimerIntoLoop>().FirstOrDefault() is not { } step)
        {
            return true;
        }

        var field = members.FieldName("work");
        return Add(field, WaitForm.Task) && new DrainedTicker(plan, names, members).Write(step, source, field);
    }

    private bool Add(string member, WaitForm wait)
    {
        _kept.Add(new KeptWork(member, wait));
        return true;
    }

    private bool Add(AwaitKept kept) => kept.Form switch
    {
        KeptForm.Awaited => true,
        KeptForm.MayBeNull => Add(kept.Member, WaitForm.TaskOrNull),
        KeptForm.Typed => Add(kept.Member, WaitForm.TypedTask),
        KeptForm.Many => Add(kept.Member, WaitForm.Tasks),
        _ => Add(kept.Member, WaitForm.Task),
    };

    private bool Keep(KeepTask step, bool isOnly)
    {
        if (plan.NodeAt<ExpressionSyntax>(step) is not { } start
            || start.AncestorsAndSelf()
                .FirstOrDefault(static node => node.Parent is ExpressionStatementSyntax or LambdaExpressionSyntax or EqualsValueClauseSyntax)
                    is not ExpressionSyntax whole)
        {
            return false;
        }

        var isMany = step.IsMany;
        var edits = plan.At(step);
        var field = members.FieldName(isOnly ? "work" : Word(start) + (isMany ? "Tasks" : "Task"));
        var task = names.Of("System.Threading.Tasks.Task");
        var list = names.ListOf("System.Threading.Tasks.Task");
        members.AddField(isMany
            ? $"private readonly {list} {field} = {(Version >= LanguageVersion.CSharp12 ? "[]" : HasTargetTypedNew ? "new()" : $"new {list}()")};"
            : $"private {task} {field} = {task}.CompletedTask;");
        if (whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local } && local.FirstAncestorOrSelf<StatementSyntax>() is { } declared)
        {
            var name = local.Identifier.Text;
            edits.After(declared, isMany ? $"{field}.Add({name});" : $"{field} = {name};");
            return Add(field, isMany ? WaitForm.Tasks : WaitForm.Task);
        }

        var kept = NewCode.Place + (step.Unwraps ? ".Unwrap()" : "");
        edits.Change(whole, current => edits.Code.Around(isMany ? $"{field}.Add({kept})" : $"{field} = {kept}", Started(current)).WithTriviaFrom(current));
        return (Discarded(whole) is not AwaitExpressionSyntax || KeepReturning(edits, whole)) && Add(field, isMany ? WaitForm.Tasks : WaitForm.Task);
    }

    private static ExpressionSyntax Discarded(ExpressionSyntax whole) =>
        whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Right : whole;

    private static ExpressionSyntax Started(ExpressionSyntax whole) =>
        Discarded(whole) is AwaitExpressionSyntax awaited ? awaited.Expression : Discarded(whole);

    // A method that loses its only await stops being async.
    private bool KeepReturning(TreeEdits edits, ExpressionSyntax awaiting)
    {
        if (awaiting.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { Body: { } body } method
            || awaiting.Ancestors().TakeWhile(node => node != method)
                .Any(static node => node is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
        {
            return false;
        }

        var own = body.DescendantNodes(static node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).ToList();
        if (own.OfType<AwaitExpressionSyntax>().Skip(1).Any()
            || own.Exists(static node => node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: not 0 }
                or UsingStatementSyntax { AwaitKeyword.RawKind: not 0 } or LocalDeclarationStatementSyntax { AwaitKeyword.RawKind: not 0 }))
        {
            return true;
        }

        edits.Change(method, static current => current.Without(SyntaxKind.AsyncKeyword));
        edits.After(body.Statements.Last(), $"return {names.Of("System.Threading.Tasks.Task")}.CompletedTask;");
        return !own.Exists(static node => node is ReturnStatementSyntax);
    }

    private bool ReturnsTask(DrainStep step)
    {
        if (plan.NodeAt<TypeSyntax>(step) is not { } type)
        {
            return false;
        }

        plan.At(step).Change(type, current => SyntaxFactory.ParseTypeName(plan.NamesAt(step).Of("System.Threading.Tasks.Task")).WithTriviaFrom(current));
        return true;
    }

    private bool DropStatic(DrainStep step)
    {
        if (plan.NodeAt<MethodDeclarationSyntax>(step) is not { } method || !method.Modifiers.Any(SyntaxKind.StaticKeyword))
        {
            return false;
        }

        plan.At(step).Change(method, static current => current.Without(SyntaxKind.StaticKeyword));
        return true;
    }

    // Named after the method that runs, so that several fields can be told apart.
    private static string Word(ExpressionSyntax start)
    {
        var name = start switch
        {
            InvocationExpressionSyntax call when Own(call.Expression) is { } own => own,
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var group }, ..] } when Own(group) is { } own => own,
            InvocationExpressionSyntax
            {
                ArgumentList.Arguments: [{ Expression: LambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax { Expression: var called } } }, ..],
            } when Own(called) is { } own => own,
            _ => "work",
        };
        name = name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5 ? name.Substring(0, name.Length - 5) : name;
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private static string? Own(ExpressionSyntax method) => method switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => name.Identifier.ValueText,
        _ => null,
    };

    private bool Thread(JoinThread step)
    {
        if (step.Member is { } known)
        {
            return Add(known, WaitForm.ThreadOrNull);
        }

        if (plan.NodeAt<InvocationExpressionSyntax>(step)
            is not { Expression: MemberAccessExpressionSyntax { Expression: var thread }, Parent: ExpressionStatementSyntax statement })
        {
            return false;
        }

        var edits = plan.At(step);
        var field = members.FieldName("thread");
        var isNullable = plan.Model.GetNullableContext(members.Declaration.SpanStart).AnnotationsEnabled();
        members.AddField($"private {names.Of("System.Threading.Thread")}{(isNullable ? "?" : "")} {field};");
        if (thread is IdentifierNameSyntax)
        {
            edits.After(statement, $"{field} = {thread};");
            return Add(field, WaitForm.ThreadOrNull);
        }

        // The thread is made in one statement and started, as the user starts it, in the next.
        var indent = edits.Style.IndentBeside(statement);
        edits.Instead(statement, current =>
        {
            var call = (InvocationExpressionSyntax)current.Expression;
            var access = (MemberAccessExpressionSyntax)call.Expression;
            return
            [
                NewCode.Filled(edits.Code.Statements(indent, [$"{field} = {NewCode.Place};"])[0], access.Expression.WithoutTrivia()),
                NewCode.Filled(edits.Code.Statements(indent, [NewCode.Place + ";"])[0],
                    call.WithExpression(access.WithExpression(edits.Code.Expression(field)).WithOperatorToken(access.OperatorToken.WithLeadingTrivia()))
                        .WithoutTrivia()).WithTrailingTrivia(current.GetTrailingTrivia()),
            ];
        });
        return Add(field, WaitForm.ThreadOrNull);
    }

    private List<string> IfNotNull(string member, IEnumerable<string> body) =>
        [$"if ({member} is not null)", "{", .. body.Select(line => members.Unit + line), "}"];

    private List<string> Bounded(string task, string token)
    {
        if (names.Has("System.Threading.Tasks.ConfigureAwaitOptions"))
        {
            return [$"await {task}.WaitAsync({token}).ConfigureAwait({names.Of("System.Threading.Tasks.ConfigureAwaitOptions")}.SuppressThrowing);"];
        }

        return names.HasMember("System.Threading.Tasks.Task", "WaitAsync")
            ? ["try", "{", members.Unit + $"await {task}.WaitAsync({token});", "}", $"catch ({names.Of("System.OperationCanceledException")})", "{",
                members.Unit + "// Ended, or out of time.", "}"]
            : [$"await {names.Of("System.Threading.Tasks.Task")}.WhenAny({task}, "
                + $"{names.Of("System.Threading.Tasks.Task")}.Delay({names.Of("System.Threading.Timeout")}.Infinite, {token}));"];
    }
}
