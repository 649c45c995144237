using System.Collections.Immutable;
using System.Globalization;
using GracefulAnalyzers.Corpus.Findings;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.Corpus.Fixes;

/// <summary>
/// Applies each finding's fix to one project, each to the project as it is, the way a lightbulb does. Referenced projects are images.
/// </summary>
internal sealed class FixTrial(AnalyzerSet analyzers, FixSet fixes, string scratch)
{
    public async Task<List<Attempt>> RunAsync(string repository, string name, CSharpCompilation compilation)
    {
        using var workspace = new AdhocWorkspace(MefHostServices.DefaultHost, "Custom");
        var project = Open(workspace, $"/{repository}/{name}", compilation);
        var own = (CSharpCompilation)(await project.GetCompilationAsync())!;
        var found = await analyzers.FindAsync(own);
        if (found.IsEmpty && !fixes.ById.Keys.Any(static id => id.StartsWith("CS", StringComparison.Ordinal)))
        {
            return [];
        }

        var said = own.GetDiagnostics();
        var ours = found.Concat(said.Where(d => fixes.ById.ContainsKey(d.Id))).Where(static d => !d.IsSuppressed && d.Id != "AD0001").ToList();
        List<Attempt> attempts = [];
        foreach (var finding in ours.OrderBy(static d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal).ThenBy(static d => d.Location.SourceSpan))
        {
            var span = finding.Location.GetLineSpan();
            var place = string.Create(CultureInfo.InvariantCulture, $"{span.Path}:{span.StartLinePosition.Line + 1}");
            var attempt = new Attempt(repository, name, finding.Id, place, IsOffered(finding), 0, "", [], false, [], "");
            attempts.Add(attempt.IsOffered ? await ApplyAsync(attempt, project, finding, ours, said) : attempt);
        }

        return attempts;
    }

    // Fixes of the compiler's own warnings carry no word of safety: they are always offered.
    private bool IsOffered(Diagnostic finding) => fixes.ById.ContainsKey(finding.Id)
        && (!finding.Properties.TryGetValue("fixSafety", out var safety) || safety != "none");

    private async Task<Attempt> ApplyAsync(
        Attempt attempt, Project project, Diagnostic finding, List<Diagnostic> findings, ImmutableArray<Diagnostic> said)
    {
        try
        {
            fixes.TakeRefusals();
            List<CodeAction> actions = [];
            var document = project.GetDocument(finding.Location.SourceTree)!;
            await fixes.ById[finding.Id].RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), default));
            if (actions is not [var first, ..])
            {
                var refusals = fixes.TakeRefusals();
                return attempt with { Note = refusals.Length > 0 ? "refused: " + refusals : "no action" };
            }

            var operations = await first.GetOperationsAsync(default);
            var after = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id)!;
            var compilation = (CSharpCompilation)(await after.GetCompilationAsync())!;
            var now = compilation.GetDiagnostics();
            var again = (await analyzers.FindAsync(compilation)).Concat(now.Where(d => fixes.ById.ContainsKey(d.Id))).Where(static d => !d.IsSuppressed);
            var (before, left) = (Counts(findings.Select(static d => d.Id)), Counts(again.Select(static d => d.Id)));
            return attempt with
            {
                Actions = actions.Count,
                NewErrors = More(Counts(Errors(said)), Counts(Errors(now))),
                Left = left.GetValueOrDefault(finding.Id) >= before[finding.Id],
                NewFindings = More(before, left),
                Patch = await Patch.OfAsync(project, after, scratch),
            };
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            return attempt with { Note = "thrown: " + e };
        }
    }

    private static IEnumerable<string> Errors(ImmutableArray<Diagnostic> all) => all.Where(static d => d.Severity == DiagnosticSeverity.Error)
        .Select(static d => $"{d.Id} {d.GetMessage(CultureInfo.InvariantCulture)}");

    private static Dictionary<string, int> Counts(IEnumerable<string> items) => items.CountBy(static i => i).ToDictionary(StringComparer.Ordinal);

    private static string[] More(Dictionary<string, int> before, Dictionary<string, int> after) =>
        [.. after.Where(a => a.Value > before.GetValueOrDefault(a.Key)).Select(static a => a.Key).Order(StringComparer.Ordinal)];

    private static Project Open(AdhocWorkspace workspace, string path, CSharpCompilation compilation)
    {
        var id = ProjectId.CreateNewId(path);
        var documents = compilation.SyntaxTrees.Select(tree => DocumentInfo.Create(
            DocumentId.CreateNewId(id, tree.FilePath),
            Path.GetFileName(tree.FilePath),
            loader: TextLoader.From(TextAndVersion.Create(tree.GetText(), VersionStamp.Create(), tree.FilePath)),
            filePath: tree.FilePath));
        var info = ProjectInfo.Create(
            id,
            VersionStamp.Create(),
            Path.GetFileNameWithoutExtension(path),
            compilation.AssemblyName ?? "Project",
            LanguageNames.CSharp,
            filePath: path,
            compilationOptions: compilation.Options,
            parseOptions: compilation.SyntaxTrees.FirstOrDefault()?.Options,
            documents: documents,
            metadataReferences: compilation.References);
        var solution = workspace.CurrentSolution;
        return solution.WithOptions(solution.Options.WithChangedOption(FormattingOptions.NewLine, LanguageNames.CSharp, "\n"))
            .AddProject(info).GetProject(id)!;
    }
}
