using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Rules.Hosting.GRACE3012;
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
        if (root is null || model is null || request.Plan.Steps is not [var first, ..]
            || Places.NodeAt<TypeDeclarationSyntax>(root, request.Diagnostic.Location) is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not INamedTypeSymbol type)
        {
            return null;
        }

        var edits = new MemberEdits(request.Solution);
        var members = new Members(type, declaration, document, new Layout(await document.GetTextAsync(cancellationToken)), edits);
        var names = new TypeNames(model, declaration.OpenBraceToken.SpanStart);
        var ticker = new DrainedTicker(document, root, model, names, members, edits) { Given = Given(request.Plan, names) };
        var isWritten = first.Verb == CallbackVerb.Loop
            ? WriteLoop(document, root, request.Plan, ticker, members, edits)
            : WriteStage(document, root, first, type, ticker, names, members, edits);
        members.Flush();
        return isWritten ? await edits.ApplyAsync(cancellationToken) : null;
    }

    private static Dictionary<int, string> Given(FixPlan plan, TypeNames names) => plan.Steps.Where(static step => step.Verb == CallbackVerb.Give).ToDictionary(
        static step => step.Where.SourceSpan.Start,
        step => step.Detail!.Split('|') is [var before, { Length: > 0 } token] ? before + token : step.Detail.TrimEnd('|') + names.Of("System.Threading.CancellationToken") + ".None");

    private static bool WriteLoop(Document document, SyntaxNode root, FixPlan plan, DrainedTicker ticker, Members members, MemberEdits edits)
    {
        var details = plan.Steps[0].Detail!.Split(',');
        if (Places.NodeAt<BaseObjectCreationExpressionSyntax>(root, plan.Steps[0].Where) is not { } timer || timer.FirstAncestorOrSelf<StatementSyntax>() is not { } statement
            || statement.FirstAncestorOrSelf<MethodDeclarationSyntax>() is not { } execute || ticker.LoopOf(timer, statement, details[0]) is not { } loop)
        {
            return false;
        }

        var layout = members.Layout;
        edits.Replace(document, statement.Span, layout.Lines(layout.IndentAt(statement.SpanStart), loop).Trim());
        foreach (var drop in plan.Steps.Where(static step => step.Verb == CallbackVerb.Drop).Select(step => root.FindNode(step.Where.SourceSpan)).OfType<StatementSyntax>())
        {
            edits.Replace(document, layout.Removal(drop), "");
        }

        if (!execute.Modifiers.Any(SyntaxKind.AsyncKeyword))
        {
            edits.Insert(document, execute.ReturnType.SpanStart, "async ");
        }

        return details[1].Length == 0 || ticker.RemoveField(details[1]);
    }

    private static bool WriteStage(
        Document document, SyntaxNode root, FixStep step, INamedTypeSymbol type, DrainedTicker ticker, TypeNames names, Members members, MemberEdits edits)
    {
        if (Places.NodeAt<InvocationExpressionSyntax>(root, step.Where) is not { Parent: ExpressionStatementSyntax statement, ArgumentList.Arguments: [var callback] }
            || DrainedTicker.HasCommentOutsideBody(statement, callback.Expression) || ticker.Body(callback.Expression) is not { } body)
        {
            return false;
        }

        edits.Replace(document, members.Layout.Removal(statement), "");
        var contract = names.Of("Microsoft.Extensions.Hosting.IHostedLifecycleService");
        if (members.Declaration.BaseList?.Types.FirstOrDefault(static named => named.Type is IdentifierNameSyntax { Identifier.ValueText: "IHostedService" }) is { } plain)
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
                stage == step.Detail ? [$"public async {signature}", "{", .. body.Select(line => line.Length == 0 ? line : members.Unit + line), "}"] : [$"public {signature} => {task}.CompletedTask;"],
                behind: null);
        }

        return true;
    }
}
