using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GracefulAnalyzers.Tests.Harness;

/// <summary>The ways a fix is applied in real life.</summary>
public enum Route
{
    OneByOne,
    Document,
    Project,
    Solution,
}

/// <summary>Applies one rule's fix to solutions, the way an editor or <c>dotnet format</c> does.</summary>
internal sealed class Fixing(Product product, string id)
{
    private const int MostSteps = 200;

    private readonly CodeFixProvider _fix = product.FixOf(id)
        ?? throw new InvalidOperationException($"{id} has no code fix, so its page cannot show one (mark the violations 'nofix').");

    public CodeFixProvider Provider => _fix;

    public Task<Solution> ApplyAsync(Solution solution, Route route) => route switch
    {
        Route.OneByOne => OneByOneAsync(solution),
        Route.Document => EachDocumentAsync(solution),
        Route.Project => EachProjectAsync(solution),
        _ => SolutionAsync(solution),
    };

    /// <summary>The actions a finding offers, in the order they are registered.</summary>
    public async Task<ImmutableArray<CodeAction>> ActionsAsync(Document document, Diagnostic finding)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        await _fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), default));
        return actions.ToImmutable();
    }

    /// <summary>The rule's findings with their documents, in source order.</summary>
    public async Task<ImmutableArray<(Document Document, Diagnostic Finding)>> FindingsAsync(Project project)
    {
        var analysis = await Analysis.OfAsync(project, product);
        return [.. analysis.Findings.Where(d => d.Id == id).Select(d => (project.GetDocument(d.Location.SourceTree)!, d))];
    }

    /// <summary>One fix-all over the whole solution, started from the given document; a null key is what an unfixable first finding leaves.</summary>
    public Task<Solution> SolutionAsync(Solution solution, Document start, string? key) =>
        FixAllAsync(solution, new FixAllContext(start, _fix, FixAllScope.Solution, key!, [id], new Source(this), default));

    private async Task<Solution> OneByOneAsync(Solution solution)
    {
        foreach (var project in solution.ProjectIds)
        {
            for (var step = 0; await FirstActionAsync(solution.GetProject(project)!) is { } action; step++)
            {
                Assert.True(step < MostSteps, $"{id}: after {MostSteps} single fixes there is still one to apply; the fix does not remove its finding.");
                solution = await ChangedAsync(solution, action);
            }
        }

        return solution;
    }

    private async Task<CodeAction?> FirstActionAsync(Project project)
    {
        foreach (var (document, finding) in await FindingsAsync(project))
        {
            if (await ActionsAsync(document, finding) is [var first, ..])
            {
                return first;
            }
        }

        return null;
    }

    private async Task<string?> KeyAsync(Project project) => (await FirstActionAsync(project))?.EquivalenceKey;

    private async Task<Solution> EachDocumentAsync(Solution solution)
    {
        foreach (var document in solution.Projects.SelectMany(static p => p.DocumentIds).ToArray())
        {
            var current = solution.GetDocument(document)!;
            solution = await KeyAsync(current.Project) is { } key
                ? await FixAllAsync(solution, new FixAllContext(current, _fix, FixAllScope.Document, key, [id], new Source(this), default))
                : solution;
        }

        return solution;
    }

    private async Task<Solution> EachProjectAsync(Solution solution)
    {
        foreach (var project in solution.ProjectIds)
        {
            var current = solution.GetProject(project)!;
            solution = await KeyAsync(current) is { } key
                ? await FixAllAsync(solution, new FixAllContext(current, _fix, FixAllScope.Project, key, [id], new Source(this), default))
                : solution;
        }

        return solution;
    }

    private async Task<Solution> SolutionAsync(Solution solution)
    {
        foreach (var project in solution.Projects)
        {
            if (await KeyAsync(project) is { } key)
            {
                return await FixAllAsync(solution, new FixAllContext(project, _fix, FixAllScope.Solution, key, [id], new Source(this), default));
            }
        }

        return solution;
    }

    private async Task<Solution> FixAllAsync(Solution solution, FixAllContext context)
    {
        var provider = _fix.GetFixAllProvider() ?? throw new InvalidOperationException($"The fix of {id} has no FixAllProvider.");
        return await provider.GetFixAsync(context) is { } action ? await ChangedAsync(solution, action) : solution;
    }

    private static async Task<Solution> ChangedAsync(Solution before, CodeAction action)
    {
        var operations = await action.GetOperationsAsync(default);
        return operations.OfType<ApplyChangesOperation>().SingleOrDefault()?.ChangedSolution ?? before;
    }

    private sealed class Source(Fixing fixing) : FixAllContext.DiagnosticProvider
    {
        public override async Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            (await fixing.FindingsAsync(project)).Select(static f => f.Finding);

        public override async Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken) =>
            (await fixing.FindingsAsync(document.Project)).Where(f => f.Document.Id == document.Id).Select(static f => f.Finding);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
