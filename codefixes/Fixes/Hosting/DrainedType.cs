using GracefulAnalyzers.CodeFixes.Engine;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Hosting;

/// <summary>Keeps what a service starts, ends it by an own token source, and awaits it in StopAsync: one edit for the whole type.</summary>
internal static class DrainedType
{
    public static async Task<Solution?> MendAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var root = await request.Document.GetSyntaxRootAsync(cancellationToken);
        var model = await request.Document.GetSemanticModelAsync(cancellationToken);

        // A type in several files would need an edit of each of them.
        if (root is null || model is null || request.Plan.As<DrainStep>() is not { } steps
            || steps.Any(step => request.DocumentOf(step)?.Id != request.Document.Id)
            || Places.NodeAt<TypeDeclarationSyntax>(root, request.Diagnostic.Location) is not { } declaration
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return null;
        }

        var edits = new MemberEdits(request.Solution);
        var layout = new Layout(await request.Document.GetTextAsync(cancellationToken));
        var members = new Members(type, declaration, request.Document, layout, edits);
        var names = new TypeNames(model, declaration.OpenBraceToken.SpanStart);
        var stop = steps.OfType<ExtendStop>().FirstOrDefault() is { } at ? Places.NodeAt<MethodDeclarationSyntax>(root, at.Where) : null;
        var behind = (MemberDeclarationSyntax?)stop
            ?? declaration.Members.OfType<MethodDeclarationSyntax>().LastOrDefault(static method => method.Modifiers.Any(SyntaxKind.OverrideKeyword));
        var drops = steps.OfType<DropStatement>().Select(step => root.FindNode(step.Where.SourceSpan)).ToList();
        var lines = new List<string>();
        var starts = new DrainedStart(request.Document, root, model, names, members, edits);

        if (steps.Any(static step => step is StopStep or TurnTimerIntoLoop or UseSource))
        {
            var replaced = drops.Find(node => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Dispose" });
            var known = steps.OfType<UseSource>().FirstOrDefault();
            var source = known?.Name
                ?? new OwnedSource(members, type, request.Document, edits).Declare(
                    names.Of("System.Threading.CancellationTokenSource"), names.Of("System.IDisposable"), starts.HasTargetTypedNew, behind, replaced);
            if (known is not { IsEnded: true })
            {
                lines.Add(names.HasMember("System.Threading.CancellationTokenSource", "CancelAsync")
                    ? $"await {source}.CancelAsync();"
                    : $"{source}.Cancel();");
            }

            var work = new DrainedWork(request.Document, root, names, members, edits, steps);
            if (!steps.OfType<StopStep>().All(step => work.Write(step, source)) || !starts.WriteTicker(steps, source))
            {
                return null;
            }

            drops.Remove(replaced!);
        }

        if (!starts.Write(steps)
            || !steps.OfType<NeverStop>().All(step => new DrainedWork(request.Document, root, names, members, edits, steps).Write(step, "")))
        {
            return null;
        }

        if (stop is null)
        {
            lines.Add("await base.StopAsync(cancellationToken);");
        }

        var token = stop?.ParameterList.Parameters.FirstOrDefault()?.Identifier.Text ?? "cancellationToken";
        lines.AddRange(starts.Kept.SelectMany(kept => starts.Wait(kept, token)));
        WriteStop(request.Document, stop, lines, steps, drops, members, edits, names, layout, behind);
        members.Flush();
        return await edits.ApplyAsync(cancellationToken);
    }

    private static void WriteStop(
        Document document, MethodDeclarationSyntax? stop, List<string> lines, IEnumerable<DrainStep> steps, List<SyntaxNode> drops,
        Members members, MemberEdits edits, TypeNames names, Layout layout, MemberDeclarationSyntax? behind)
    {
        if (stop is null)
        {
            members.AddMethod([$"public override async {names.Of("System.Threading.Tasks.Task")} StopAsync({names.Of("System.Threading.CancellationToken")} "
                + "cancellationToken)", "{", .. lines.Select(line => members.Unit + line), "}"], behind);
            return;
        }

        var dropped = drops.OfType<StatementSyntax>().ToList();
        foreach (var statement in dropped)
        {
            edits.Replace(document, layout.Removal(statement), "");
        }

        var after = steps.OfType<WaitAfter>().FirstOrDefault()?.Where.SourceSpan;
        new DrainedStop(stop, document, members, edits).Write(lines, after, dropped);
    }
}
