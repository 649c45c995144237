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
        var document = request.Document;
        var root = await document.GetSyntaxRootAsync(cancellationToken);
        var model = await document.GetSemanticModelAsync(cancellationToken);
        if (root is null || model is null || request.Plan.As<CallbackStep>() is not [var first, ..] steps
            || Places.NodeAt<TypeDeclarationSyntax>(root, request.Diagnostic.Location) is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            return null;
        }

        var edits = new MemberEdits(request.Solution);
        var members = new Members(type, declaration, document, new Layout(await document.GetTextAsync(cancellationToken)), edits);
        var names = new TypeNames(model, declaration.OpenBraceToken.SpanStart);
        var ticker = new DrainedTicker(document, root, model, names, members, edits) { Given = Given(steps, names) };
        var isWritten = first switch
        {
            LoopInPlace loop => WriteLoop(document, root, loop, steps, ticker, members, edits),
            MoveToLifecycle move => WriteStage(document, root, move, type, ticker, names, members, edits),
            _ => false,
        };
        members.Flush();
        return isWritten ? await edits.ApplyAsync(cancellationToken) : null;
    }

    private static Dictionary<int, string> Given(IEnumerable<CallbackStep> steps, TypeNames names) => steps.OfType<GiveToken>().ToDictionary(
        static step => step.Where.SourceSpan.Start,
        step => step.Before + (step.Token ?? names.Of("System.Threading.CancellationToken") + ".None"));

    private static bool WriteLoop(
        Document document, SyntaxNode root, LoopInPlace step, IEnumerable<CallbackStep> steps, DrainedTicker ticker, Members members, MemberEdits edits)
    {
        if (Places.NodeAt<BaseObjectCreationExpressionSyntax>(root, step.Where) is not { } timer
            || timer.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || statement.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } execute || ticker.LoopOf(timer, statement, step.Token) is not { } loop)
        {
            return false;
        }

        var layout = members.Layout;
        edits.Replace(document, statement.Span, layout.Lines(layout.IndentAt(statement.SpanStart), loop).Trim());
        foreach (var drop in steps.OfType<DropWithTimer>().Select(drop => root.FindNode(drop.Where.SourceSpan)).OfType<StatementSyntax>())
        {
            edits.Replace(document, layout.Removal(drop), "");
        }

        if (!execute.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            edits.Insert(document, execute.ReturnType.SpanStart, "async ");
        }

        return step.Field is not { } field || ticker.RemoveField(field);
    }

    private static bool WriteStage(
        Document document, SyntaxNode root, MoveToLifecycle step, INamedTypeSymbol type, DrainedTicker ticker, TypeNames names, Members members,
        MemberEdits edits)
    {
        if (Places.NodeAt<InvocationExpressionSyntax>(root, step.Where)
            is not { Parent: ExpressionStatementSyntax statement, ArgumentList.Arguments: [var callback] }
            || DrainedTicker.HasCommentOutsideBody(statement, callback.Expression) || ticker.Body(callback.Expression) is not { } body)
        {
            return false;
        }

        edits.Replace(document, members.Layout.Removal(statement), "");
        var contract = names.Of("Microsoft.Extensions.Hosting.IHostedLifecycleService");
        if (members.Declaration.BaseList?.Types.FirstOrDefault(static named => named.Type is IdentifierNameSyntax { Identifier.ValueText: "IHostedService" })
            is { } plain)
        {
            edits.Replace(document, plain.Span, contract);
        }
        else
        {
            members.AddInterface(contract);
        }

        var task = names.Of("System.Threading.Tasks.Task");
        var taken = new HashSet<string>(type.MemberNames, StringComparer.Ordinal);
        foreach (var stage in Stages.Where(stage => !taken.Contains(stage)))
        {
            var signature = $"{task} {stage}({names.Of("System.Threading.CancellationToken")} cancellationToken)";
            members.AddMethod(
                stage == step.Method
                    ? [$"public async {signature}", "{", .. body.Select(line => line.Length == 0 ? line : members.Unit + line), "}"]
                    : [$"public {signature} => {task}.CompletedTask;"],
                behind: null);
        }

        return true;
    }
}
