using GracefulAnalyzers.CodeFixes.Edits;
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
        if (await PlanEdits.OfAsync(request, cancellationToken) is not { } plan || request.Plan.As<DrainStep>() is not { } steps
            || Places.NodeAt<TypeDeclarationSyntax>(plan.Own.Root, request.Diagnostic.Location) is not { } declaration
            || plan.Model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type)
        {
            return null;
        }

        await plan.IncludeAsync(type, cancellationToken);
        var members = new NewMembers(type, declaration, plan.Own);
        var names = new TypeNames(plan.Model, declaration.OpenBraceToken.SpanStart);
        var stop = steps.OfType<ExtendStop>().FirstOrDefault() is { } at ? plan.NodeAt<MethodDeclarationSyntax>(at) : null;
        var behind = (MemberDeclarationSyntax?)stop
            ?? declaration.Members.OfType<MethodDeclarationSyntax>().LastOrDefault(static method => method.Modifiers.Any(SyntaxKind.OverrideKeyword));
        var drops = steps.OfType<DropStatement>().Select(step => plan.At(step).Root.FindNode(step.Where.SourceSpan)).ToList();
        var lines = new List<string>();
        var starts = new DrainedStart(plan, names, members);

        if (steps.Any(static step => step is StopStep or TurnTimerIntoLoop or UseSource))
        {
            // Where every place has a token in scope, the host cancels it.
            var needsSource = steps.Any(static step => step is StopStep { Scope: "" } or TurnTimerIntoLoop or UseSource);
            var replaced = drops.Find(node => node.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { Identifier.ValueText: "Dispose" });
            var known = steps.OfType<UseSource>().FirstOrDefault();
            var source = !needsSource ? ""
                : known?.Name ?? new OwnedSource(plan, members).Declare(
                    names.Of("System.Threading.CancellationTokenSource"), names.Of("System.IDisposable"), starts.HasTargetTypedNew, behind, replaced);
            if (needsSource && known is not { IsEnded: true })
            {
                lines.Add(names.HasMember("System.Threading.CancellationTokenSource", "CancelAsync")
                    ? $"await {source}.CancelAsync();"
                    : $"{source}.Cancel();");
            }

            var work = new DrainedWork(plan);
            if (!steps.OfType<StopStep>().All(step => work.Write(step, source)) || !starts.WriteTicker(steps, source))
            {
                return null;
            }

            drops.Remove(replaced!);
        }

        if (!starts.Write(steps)
            || !steps.OfType<NeverStop>().All(step => new DrainedWork(plan).Write(step, "")))
        {
            return null;
        }

        if (stop is null)
        {
            lines.Add("await base.StopAsync(cancellationToken);");
        }

        var token = stop?.ParameterList.Parameters.FirstOrDefault()?.Identifier.Text ?? "cancellationToken";
        lines.AddRange(starts.Kept.SelectMany(kept => starts.Wait(kept, token)));
        WriteStop(plan, stop, lines, steps, drops, members, names, behind);
        members.Flush();
        return plan.Apply();
    }

    // A lock or a test around nothing else guards nothing any more.
    private static StatementSyntax Superseded(StatementSyntax statement)
    {
        var outer = statement.Parent is BlockSyntax { Statements.Count: 1, Parent: StatementSyntax around } ? around : statement.Parent;
        return outer switch
        {
            LockStatementSyntax guard => Superseded(guard),
            IfStatementSyntax { Else: null, Condition: var condition } test when !condition.DescendantNodesAndSelf().Any(static node =>
                node is InvocationExpressionSyntax or AssignmentExpressionSyntax) => Superseded(test),
            _ => statement,
        };
    }

    private static void WriteStop(
        PlanEdits plan, MethodDeclarationSyntax? stop, List<string> lines, IEnumerable<DrainStep> steps, List<SyntaxNode> drops, NewMembers members,
        TypeNames names, MemberDeclarationSyntax? behind)
    {
        if (stop is null)
        {
            var head = $"public override async {names.Of("System.Threading.Tasks.Task")} StopAsync("
                + $"{names.Of("System.Threading.CancellationToken")} cancellationToken)";
            members.AddMethod(behind, [head, "{", .. lines.Select(line => members.Unit + line), "}"]);
            return;
        }

        var dropped = drops.OfType<StatementSyntax>().Select(Superseded).ToList();
        foreach (var statement in dropped)
        {
            plan.At(statement).Remove(statement);
        }

        new DrainedStop(stop, plan.At(stop)).Write(lines, steps.OfType<WaitAfter>().FirstOrDefault()?.Where.SourceSpan, dropped);
    }
}
