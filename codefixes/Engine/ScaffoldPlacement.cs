using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>A solution that has the scaffold.</summary>
/// <param name="Solution">The changed solution, or the given one when the scaffold was there already.</param>
/// <param name="Namespace">Where the types are, written as C# writes it; empty for the global namespace.</param>
internal sealed record PlacedScaffold(Solution Solution, string Namespace);

/// <summary>Brings scaffolds into a solution, each once.</summary>
internal static class ScaffoldPlacement
{
    /// <summary>
    /// Adds the scaffold and those it requires, unless they are there. Under an MSBuild workspace the text goes to the end of the origin's file,
    /// elsewhere into a new document <c>Graceful/{Name}.cs</c>.
    /// </summary>
    /// <param name="scaffold">What to place; ask <see cref="Scaffold.IsSupportedAsync"/> first.</param>
    /// <param name="solution">The solution with all earlier edits of the same run in it, so that nothing is placed twice.</param>
    /// <param name="projectId">The project that needs it.</param>
    /// <param name="origin">The document that the fix was called for.</param>
    /// <param name="publicInterface">A public constructor takes the interface, so it must be public (CS0051); one that is there already is widened.</param>
    /// <returns>Null when it cannot be placed: types of the same names are in the way, or an internal one that is not in source would have to be
    /// public.</returns>
    public static async Task<PlacedScaffold?> PlaceAsync(
        this Scaffold scaffold, Solution solution, ProjectId projectId, DocumentId origin, bool publicInterface, CancellationToken cancellationToken)
    {
        if (solution.GetProject(projectId) is not { } given)
        {
            return null;
        }

        // One that is there is whole: an older version of it did without some of what it would build on today.
        bool isWhole = await scaffold.FindAsync(given, cancellationToken) is not null;
        var homes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Scaffold required in scaffold.Requires)
        {
            if (isWhole && await required.FindAsync(given, cancellationToken) is null)
            {
                continue;
            }

            if (await required.PlaceAsync(solution, projectId, origin, publicInterface, cancellationToken) is not { } placed)
            {
                return null;
            }

            solution = placed.Solution;
            foreach (string type in required.Types)
            {
                homes[type] = placed.Namespace;
            }
        }

        if (solution.GetProject(projectId) is not { } project || solution.GetDocument(origin) is not { } document)
        {
            return null;
        }

        if (await scaffold.FindAsync(project, cancellationToken) is { } present)
        {
            return publicInterface && scaffold.Surface.Count > 0
                ? await WidenAsync(scaffold, present, solution, cancellationToken)
                : new PlacedScaffold(solution, NameOf(present.ContainingNamespace));
        }

        SourceText originText = await document.GetTextAsync(cancellationToken);
        bool append = solution.Workspace.Kind == WorkspaceKind.MSBuild;
        string? enclosing = append ? await FileScopedNamespaceAsync(document, cancellationToken) : null;
        string home = enclosing ?? Scaffold.DefaultNamespace;
        if (await IsTakenAsync(scaffold, project, home, cancellationToken))
        {
            return null;
        }

        string text = ScaffoldText.Render(scaffold, enclosing is not null, home, homes, publicInterface, ScaffoldText.LineBreakOf(originText));
        return new PlacedScaffold(
            append ? solution.WithDocumentText(origin, ScaffoldText.Append(originText, text)) : AddDocument(scaffold, project, text, originText),
            home);
    }

    // One namespace declaration more would not compile beside a file-scoped one (CS8954, CS8955).
    private static async Task<string?> FileScopedNamespaceAsync(Document document, CancellationToken cancellationToken)
    {
        return await document.GetSemanticModelAsync(cancellationToken) is { } model
            && await model.SyntaxTree.GetRootAsync(cancellationToken) is CompilationUnitSyntax root
            && root.Members.OfType<FileScopedNamespaceDeclarationSyntax>().FirstOrDefault() is { } declaration
            && model.GetDeclaredSymbol(declaration, cancellationToken) is { } symbol
            ? NameOf(symbol)
            : null;
    }

    private static async Task<bool> IsTakenAsync(Scaffold scaffold, Project project, string home, CancellationToken cancellationToken)
    {
        foreach (Project target in Scaffold.TargetsOf(project))
        {
            INamespaceSymbol? within = (await target.GetCompilationAsync(cancellationToken))?.Assembly.GlobalNamespace;
            foreach (string part in home.Split('.').Select(part => part.TrimStart('@')))
            {
                // A type of the namespace's own name makes the declaration an error too.
                if (within is not null && !within.GetTypeMembers(part).IsEmpty)
                {
                    return true;
                }

                within = within?.GetNamespaceMembers().FirstOrDefault(member => member.Name == part);
            }

            if (within is not null && scaffold.Types.Any(type => !within.GetTypeMembers(type).IsEmpty))
            {
                return true;
            }
        }

        return false;
    }

    private static Solution AddDocument(Scaffold scaffold, Project project, string text, SourceText origin)
    {
        string name = scaffold.Name + ".cs";
        for (int next = 2; project.Documents.Any(other => other.Name == name && other.Folders.Contains(Scaffold.DefaultNamespace)); next++)
        {
            name = $"{scaffold.Name}.{next}.cs";
        }

        string? path = Path.GetDirectoryName(project.FilePath) is { Length: > 0 } folder
            ? Path.Combine(folder, Scaffold.DefaultNamespace, name)
            : null;
        return project.Solution.AddDocument(
            DocumentId.CreateNewId(project.Id), name, SourceText.From(text, origin.Encoding), [Scaffold.DefaultNamespace], path);
    }

    // The interface and the types its marker takes: a public signature must not name an internal type.
    private static async Task<PlacedScaffold?> WidenAsync(Scaffold scaffold, INamedTypeSymbol present, Solution solution, CancellationToken cancellationToken)
    {
        List<INamedTypeSymbol> types = [.. scaffold.MarkerOf(present)!.Parameters
            .Select(parameter => parameter.Type)
            .OfType<INamedTypeSymbol>()
            .Append(present)
            .Where(type => type.DeclaredAccessibility == Accessibility.Internal)];
        if (types.Any(type => type.DeclaringSyntaxReferences.IsEmpty))
        {
            return null;
        }

        foreach (IGrouping<SyntaxTree, string> file in types
            .SelectMany(type => type.DeclaringSyntaxReferences.Select(reference => (reference.SyntaxTree, type.Name)))
            .GroupBy(declared => declared.SyntaxTree, declared => declared.Name))
        {
            if (solution.GetDocument(file.Key) is not { } document)
            {
                return null;
            }

            SourceText text = await document.GetTextAsync(cancellationToken);
            SyntaxNode root = await file.Key.GetRootAsync(cancellationToken);
            solution = solution.WithDocumentText(document.Id, text.WithChanges(ScaffoldText.Publish(root, [.. file])));
        }

        return new PlacedScaffold(solution, NameOf(present.ContainingNamespace));
    }

    private static string NameOf(INamespaceSymbol symbol) => symbol.IsGlobalNamespace ? "" : symbol.ToDisplayString();
}
