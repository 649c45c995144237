using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Moves the callback to where it is awaited: the loop of ExecuteAsync, or a method of the host's lifecycle.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
public sealed class GRACE3012AsyncVoidCallbackFix() : GracefulFix("GRACE3012")
{
    private static readonly string[] Stages = ["StartingAsync", "StartedAsync", "StoppingAsync", "StoppedAsync"];

    private protected override string Title => "Await the callback";

    private protected override async Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken)
    {
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan || request.Plan.As<CallbackStep>() is not [var first, ..] steps
            || Places.NodeAt<TypeDeclarationSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { } declaration
            || plan.Model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            return null;
        }

        await plan.IncludeAsync(type, cancellationToken);
        var members = new NewMembers(type, declaration, plan.Own);
        var names = new TypeNames(plan.Model, declaration.OpenBraceToken.SpanStart);
        Give(steps, plan, names);
        var isWritten = first switch
        {
            LoopInPlace loop => WriteLoop(plan, loop, steps, new DrainedTicker(plan, names, members)),
            MoveToLifecycle move => WriteStage(plan, move, names, members),
            _ => false,
        };
        members.Flush();
        return isWritten ? plan.Apply() : null;
    }

    private static void Give(IEnumerable<CallbackStep> steps, PlanEdits plan, TypeNames names)
    {
        foreach (var step in steps.OfType<GiveToken>())
        {
            if (plan.At(step).Root.FindToken(step.Where.SourceSpan.Start).Parent is ArgumentListSyntax list)
            {
                plan.At(step).Change(list, current => current.With(step.Token ?? names.Of("System.Threading.CancellationToken") + ".None", step.Name));
            }
        }
    }

    private static bool WriteLoop(PlanEdits plan, LoopInPlace step, IEnumerable<CallbackStep> steps, DrainedTicker ticker)
    {
        if (plan.NodeAt<BaseObjectCreationExpressionSyntax>(step) is not { } timer
            || timer.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || statement.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } execute || !ticker.WriteInPlace(timer, statement, step.Token))
        {
            return false;
        }

        // Other returns handed out a task as well; those that go away with the timer are taken out below.
        if (execute.Body is { } body && !execute.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            new AsyncReturns(plan.At(execute), body).Rewrite();
        }

        foreach (var drop in steps.OfType<DropWithTimer>().Select(drop => plan.At(drop).Root.FindNode(drop.Where.SourceSpan)).OfType<StatementSyntax>())
        {
            plan.At(drop).Remove(drop);
        }

        plan.At(execute).Change(execute, static current => current.MadeAsync());
        return step.Field is not { } field || ticker.RemoveField(field);
    }

    private static bool WriteStage(PlanEdits plan, MoveToLifecycle step, TypeNames names, NewMembers members)
    {
        if (plan.NodeAt<InvocationExpressionSyntax>(step)
            is not { Parent: ExpressionStatementSyntax statement, ArgumentList.Arguments: [var callback] }
            || MovedCallback.Of(callback.Expression, plan, members, names) is not { } moved)
        {
            return false;
        }

        IReadOnlyList<StatementSyntax> body = [];
        plan.At(statement).Instead(statement, current =>
        {
            body = moved.In(current, members.Indent + members.Unit);
            return [];
        });
        var contract = names.Of("Microsoft.Extensions.Hosting.IHostedLifecycleService");
        if (members.Parts.SelectMany(static part => part.BaseList?.Types ?? default)
            .FirstOrDefault(static named => named.Type is IdentifierNameSyntax { Identifier.ValueText: "IHostedService" }) is { } plain)
        {
            plan.At(plain).Change(plain.Type, current => SyntaxFactory.ParseTypeName(contract).WithTriviaFrom(current));
        }
        else
        {
            members.AddInterface(contract);
        }

        var task = names.Of("System.Threading.Tasks.Task");
        var taken = new HashSet<string>(members.Type.MemberNames, StringComparer.Ordinal);
        foreach (var stage in Stages.Where(stage => !taken.Contains(stage)))
        {
            var signature = $"{task} {stage}({names.Of("System.Threading.CancellationToken")} cancellationToken)";
            if (stage == step.Method)
            {
                members.AddMethod(behind: null, () => NewCode.Filled(
                    plan.Own.Code.Member(members.Indent, $"public async {signature}", "{", members.Unit + NewCode.Place + ";", "}"), body));
            }
            else
            {
                members.AddMethod(behind: null, $"public {signature} => {task}.CompletedTask;");
            }
        }

        return true;
    }
}
