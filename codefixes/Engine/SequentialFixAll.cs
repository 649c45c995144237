using System.Collections.Immutable;
using GracefulAnalyzers.Engine;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>
/// Applies a fix to finding after finding. Unlike a batch merge it does not depend on the first finding being fixable,
/// and no edit is dropped because it overlaps another: what changed is analysed again before the next edit.
/// </summary>
internal sealed class SequentialFixAll : FixAllProvider
{
    // Each pass mends at least one finding; the bound only stops a fix that would feed itself.
    private const int MaxPasses = 1000;

    public static SequentialFixAll Instance { get; } = new();

    public override IEnumerable<FixAllScope> GetSupportedFixAllScopes() => [FixAllScope.Document, FixAllScope.Project, FixAllScope.Solution];

    public override Task<CodeAction?> GetFixAsync(FixAllContext fixAllContext) =>
        Task.FromResult<CodeAction?>(fixAllContext.CodeFixProvider is GracefulFix fix
            ? CodeAction.Create(fix.ActionTitle, token => FixAsync(fix, fixAllContext.WithCancellationToken(token)), fix.RuleId)
            : null);

    private static async Task<Solution> FixAsync(GracefulFix fix, FixAllContext context)
    {
        var solution = context.Solution;
        var mendedPaths = new HashSet<string>(StringComparer.Ordinal);
        foreach (var project in ProjectsOf(context).OrderBy(project => project.FilePath, StringComparer.Ordinal)
            .ThenBy(project => project.Name, StringComparer.Ordinal))
        {
            var found = context is { Scope: FixAllScope.Document, Document: { } document }
                ? await context.GetDocumentDiagnosticsAsync(document)
                : await context.GetAllDiagnosticsAsync(project);

            // A multi-targeted project is several projects over one file: the first one to mend a file speaks for all.
            found = found.Where(diagnostic => !mendedPaths.Contains(diagnostic.Location.SourceTree?.FilePath ?? "")).ToImmutableArray();
            var before = solution;
            solution = await FixProjectAsync(fix, solution, project.Id, found, context.CancellationToken);
            foreach (var id in ChangedDocuments(before, solution))
            {
                if (solution.GetDocument(id)?.FilePath is { Length: > 0 } path)
                {
                    mendedPaths.Add(path);
                }
            }
        }

        return solution;
    }

    private static IEnumerable<Project> ProjectsOf(FixAllContext context) =>
        context.Scope == FixAllScope.Solution ? context.Solution.Projects : [context.Project];

    private static async Task<Solution> FixProjectAsync(
        GracefulFix fix, Solution solution, ProjectId id, ImmutableArray<Diagnostic> found, CancellationToken cancellationToken)
    {
        var files = new HashSet<string>(found.Select(FileOf), StringComparer.Ordinal);
        for (var pass = 0; pass < MaxPasses && !found.IsEmpty; pass++)
        {
            var before = solution;
            var touched = new HashSet<DocumentId>();
            var postponed = false;
            foreach (var diagnostic in found.OrderBy(FileOf, StringComparer.Ordinal).ThenBy(d => d.Location.SourceSpan.Start))
            {
                // The finding speaks of texts as they were; once one of them changed, it must be found anew.
                if (DocumentsOf(before.GetProject(id)!, diagnostic).Any(touched.Contains))
                {
                    postponed = true;
                    continue;
                }

                var edited = await fix.TryEditAsync(solution, id, diagnostic, cancellationToken);
                if (edited is not null)
                {
                    touched.UnionWith(ChangedDocuments(solution, edited));
                    solution = edited;
                }
            }

            if (!postponed || solution == before)
            {
                return solution;
            }

            found = await FindAsync(fix.RuleId, solution.GetProject(id)!, files, cancellationToken);
        }

        return solution;
    }

    private static async Task<ImmutableArray<Diagnostic>> FindAsync(string ruleId, Project project, HashSet<string> files, CancellationToken cancellationToken)
    {
        if (await project.GetCompilationAsync(cancellationToken) is not { } compilation)
        {
            return ImmutableArray<Diagnostic>.Empty;
        }

        var options = new CompilationWithAnalyzersOptions(project.AnalyzerOptions, onAnalyzerException: null, concurrentAnalysis: true,
            logAnalyzerExecutionTime: false);
        var found = await compilation.WithAnalyzers(ImmutableArray.Create<DiagnosticAnalyzer>(AllRules.Create(ruleId)), options)
            .GetAnalyzerDiagnosticsAsync(cancellationToken);
        return found.Where(diagnostic => !diagnostic.IsSuppressed && diagnostic.Id == ruleId && files.Contains(FileOf(diagnostic))).ToImmutableArray();
    }

    private static IEnumerable<DocumentId> DocumentsOf(Project project, Diagnostic diagnostic) =>
        diagnostic.AdditionalLocations.Prepend(diagnostic.Location)
            .Select(location => Places.DocumentOf(project, location)?.Id)
            .Where(id => id is not null)
            .Select(id => id!);

    private static IEnumerable<DocumentId> ChangedDocuments(Solution before, Solution after) =>
        after.GetChanges(before).GetProjectChanges().SelectMany(changes => changes.GetChangedDocuments().Concat(changes.GetAddedDocuments()));

    private static string FileOf(Diagnostic diagnostic) => diagnostic.Location.SourceTree?.FilePath ?? "";
}
