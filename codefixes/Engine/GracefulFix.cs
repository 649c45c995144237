using System.Collections.Immutable;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>
/// The base of every fix: one constant key, an edit that is tried before it is offered, and a fix-all that survives unfixable findings.
/// </summary>
public abstract class GracefulFix(string ruleId) : CodeFixProvider
{
    public sealed override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create(ruleId);

    public sealed override FixAllProvider GetFixAllProvider() => SequentialFixAll.Instance;

    internal string RuleId => ruleId;

    internal string ActionTitle => Title;

    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        foreach (var diagnostic in context.Diagnostics)
        {
            if (await TryEditAsync(context.Document.Project.Solution, context.Document.Project.Id, diagnostic, context.CancellationToken) is { } edited)
            {
                context.RegisterCodeFix(CodeAction.Create(Title, _ => Task.FromResult(edited), RuleId), diagnostic);
            }
        }
    }

    /// <summary>The solution with this finding mended; null when the fix cannot apply or would change nothing.</summary>
    internal async Task<Solution?> TryEditAsync(Solution solution, ProjectId project, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!FindingProperties.CanBeFixed(diagnostic) || solution.GetProject(project) is not { } owner
            || Places.DocumentOf(owner, diagnostic.Location) is not { } document)
        {
            return null;
        }

        var edited = await EditAsync(new FixRequest(document, diagnostic, PlanCodec.Read(diagnostic)), cancellationToken);
        if (edited is null || edited == solution)
        {
            return null;
        }

        var finished = await FinishedEdit.ApplyAsync(solution, edited, cancellationToken);
        return await SoundEdit.IsSoundAsync(solution, finished, diagnostic, cancellationToken) ? finished : null;
    }

    /// <summary>What the lightbulb says, in the imperative.</summary>
    private protected abstract string Title { get; }

    /// <summary>Mends one finding. Null means that the fix cannot apply here; then nothing is offered.</summary>
    private protected abstract Task<Solution?> EditAsync(FixRequest request, CancellationToken cancellationToken);
}

/// <summary>One finding to mend.</summary>
/// <param name="Document">The document of the finding.</param>
/// <param name="Diagnostic">As the analyzer reported it.</param>
/// <param name="Plan">What the analyzer found out for the fix.</param>
internal sealed record FixRequest(Document Document, Diagnostic Diagnostic, FixPlan Plan)
{
    public Solution Solution => Document.Project.Solution;

    /// <summary>True when nobody looks at the result before it is written: <c>dotnet format</c>, <c>graceful fix</c>.</summary>
    public bool IsUnattended => Solution.Workspace.Kind == WorkspaceKind.MSBuild;

    /// <summary>The document that a step of the plan points into, or null when it is not part of this project.</summary>
    public Document? DocumentOf(FixStep step) => Places.DocumentOf(Document.Project, step.Where);
}
