using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

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
internal sealed class DrainedStart(Document document, SyntaxNode root, SemanticModel model, TypeNames names, Members members, MemberEdits edits)
{
    private readonly List<KeptWork> _kept = [];

    /// <summary>In the order of the starts.</summary>
    public IReadOnlyList<KeptWork> Kept => _kept;

    private LanguageVersion Version => ((CSharpParseOptions)root.SyntaxTree.Options).LanguageVersion;

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
                ReturnTask => Replace(step, names.Of("System.Threading.Tasks.Task")),
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
        return Add(field, WaitForm.Task) && new DrainedTicker(document, root, model, names, members, edits).Write(step, source, field);
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
        if (Places.NodeAt<ExpressionSyntax>(root, step.Where) is not { } start
            || start.AncestorsAndSelf()
                .FirstOrDefault(static node => node.Parent is ExpressionStatementSyntax or LambdaExpressionSyntax or EqualsValueClauseSyntax)
                    is not ExpressionSyntax whole)
        {
            return false;
        }

        var isMany = step.IsMany;
        var field = members.FieldName(isOnly ? "work" : Word(start) + (isMany ? "Tasks" : "Task"));
        var task = names.Of("System.Threading.Tasks.Task");
        var list = names.ListOf("System.Threading.Tasks.Task");
        members.AddField(isMany
            ? $"private readonly {list} {field} = {(Version >= LanguageVersion.CSharp12 ? "[]" : HasTargetTypedNew ? "new()" : $"new {list}()")};"
            : $"private {task} {field} = {task}.CompletedTask;");
        if (whole.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax local } && local.FirstAncestorOrSelf<StatementSyntax>() is { } declared)
        {
            var name = local.Identifier.Text;
            edits.Insert(document, members.Layout.LinesOf(declared).End,
                members.Layout.Lines(members.Layout.IndentAt(declared.SpanStart), [isMany ? $"{field}.Add({name});" : $"{field} = {name};"]));
            return Add(field, isMany ? WaitForm.Tasks : WaitForm.Task);
        }

        var value = whole is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } } discard ? discard.Right : whole;
        var inner = value is AwaitExpressionSyntax awaited ? awaited.Expression : value;
        edits.Replace(document, TextSpan.FromBounds(whole.SpanStart, inner.SpanStart), isMany ? field + ".Add(" : field + " = ");
        edits.Insert(document, inner.Span.End, (step.Unwraps ? ".Unwrap()" : "") + (isMany ? ")" : ""));
        return (inner == value || KeepReturning(whole)) && Add(field, isMany ? WaitForm.Tasks : WaitForm.Task);
    }

    // A method that loses its only await stops being async.
    private bool KeepReturning(ExpressionSyntax awaiting)
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

        var async = method.Modifiers.First(static modifier => modifier.IsKind(SyntaxKind.AsyncKeyword));
        edits.Replace(document, async.FullSpan, "");
        edits.Insert(document, members.Layout.LineStartOf(body.CloseBraceToken.SpanStart),
            members.Layout.Lines(members.Layout.IndentAt(method.SpanStart) + members.Unit,
                [$"return {names.Of("System.Threading.Tasks.Task")}.CompletedTask;"]));
        return !own.Exists(static node => node is ReturnStatementSyntax);
    }

    private bool Replace(DrainStep step, string text)
    {
        edits.Replace(document, step.Where.SourceSpan, text);
        return true;
    }

    private bool DropStatic(DrainStep step)
    {
        if (Places.NodeAt<MethodDeclarationSyntax>(root, step.Where) is not { } method
            || method.Modifiers.FirstOrDefault(static modifier => modifier.IsKind(SyntaxKind.StaticKeyword)) is not { RawKind: not 0 } modifier)
        {
            return false;
        }

        edits.Replace(document, TextSpan.FromBounds(modifier.SpanStart, modifier.FullSpan.End), "");
        return true;
    }

    // Named after the method that runs, so that several fields can be told apart.
    private static string Word(ExpressionSyntax start)
    {
        var name = start switch
        {
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax own } => own.Identifier.ValueText,
            InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: IdentifierNameSyntax group }, ..] } => group.Identifier.ValueText,
            InvocationExpressionSyntax
            {
                ArgumentList.Arguments:
                    [{ Expression: LambdaExpressionSyntax { ExpressionBody: InvocationExpressionSyntax { Expression: IdentifierNameSyntax called } } }, ..],
            } => called.Identifier.ValueText,
            _ => "work",
        };
        name = name.EndsWith("Async", StringComparison.Ordinal) && name.Length > 5 ? name.Substring(0, name.Length - 5) : name;
        return char.ToLowerInvariant(name[0]) + name.Substring(1);
    }

    private bool Thread(JoinThread step)
    {
        if (step.Member is { } known)
        {
            return Add(known, WaitForm.ThreadOrNull);
        }

        if (Places.NodeAt<InvocationExpressionSyntax>(root, step.Where)
            is not { Expression: MemberAccessExpressionSyntax { Expression: var thread }, Parent: ExpressionStatementSyntax statement })
        {
            return false;
        }

        var field = members.FieldName("thread");
        var isNullable = model.GetNullableContext(statement.SpanStart).AnnotationsEnabled();
        members.AddField($"private {names.Of("System.Threading.Thread")}{(isNullable ? "?" : "")} {field};");
        var indent = members.Layout.IndentAt(statement.SpanStart);
        if (thread is IdentifierNameSyntax)
        {
            edits.Insert(document, members.Layout.LinesOf(statement).End, members.Layout.Lines(indent, [$"{field} = {thread};"]));
        }
        else
        {
            edits.Insert(document, statement.SpanStart, field + " = ");
            edits.Insert(document, thread.Span.End, ";" + members.Layout.NewLine + indent + field);
        }

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
