using GracefulAnalyzers.CodeFixes.Edits;
using GracefulAnalyzers.Plans;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>The edits of one plan, in every file that it points into.</summary>
internal sealed class PlanEdits
{
    private readonly FixRequest _request;
    private readonly Dictionary<DocumentId, (TreeEdits Edits, SemanticModel Model)> _files = [];

    private PlanEdits(FixRequest request) => _request = request;

    /// <summary>The edits of the finding's own file.</summary>
    public TreeEdits Own => _files[_request.Document.Id].Edits;

    public SemanticModel Model => _files[_request.Document.Id].Model;

    public ParseOptions Options => Own.Root.SyntaxTree.Options;

    /// <summary>Null when a step points into a file that is not the project's.</summary>
    public static async Task<PlanEdits?> OfAsync(FixRequest request, CancellationToken cancellationToken)
    {
        var edits = new PlanEdits(request);
        foreach (var document in request.Plan.Steps.Select(request.DocumentOf).Append(request.Document))
        {
            if (document is null)
            {
                return null;
            }

            await edits.IncludeAsync(document, cancellationToken);
        }

        return edits;
    }

    /// <summary>Lets edits go to every file that holds a part of the type.</summary>
    public async Task IncludeAsync(INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        foreach (var document in type.DeclaringSyntaxReferences.Select(part => _request.Document.Project.GetDocument(part.SyntaxTree)).OfType<Document>())
        {
            await IncludeAsync(document, cancellationToken);
        }
    }

    private async Task IncludeAsync(Document document, CancellationToken cancellationToken)
    {
        if (!_files.ContainsKey(document.Id) && await document.GetSyntaxRootAsync(cancellationToken) is { } root
            && await document.GetSemanticModelAsync(cancellationToken) is { } model)
        {
            _files.Add(document.Id, (new TreeEdits(root, new FileStyle(root)), model));
        }
    }

    /// <summary>The edits of the file that the step points into.</summary>
    public TreeEdits At(FixStep step) => _files[_request.DocumentOf(step)!.Id].Edits;

    /// <summary>The model of the file that the step points into, as the user wrote it.</summary>
    public SemanticModel ModelAt(FixStep step) => _files[_request.DocumentOf(step)!.Id].Model;

    /// <summary>The edits of the file that holds the node.</summary>
    public TreeEdits At(SyntaxNode node) => _files.Values.Select(static file => file.Edits).First(edits => edits.Root.SyntaxTree == node.SyntaxTree);

    /// <summary>The step's node, or the nearest one of the kind around it.</summary>
    public TNode? NodeAt<TNode>(FixStep step) where TNode : SyntaxNode => Places.NodeAt<TNode>(At(step).Root, step.Where);

    /// <summary>Type names as the place of the step can write them.</summary>
    public TypeNames NamesAt(FixStep step) => new(ModelAt(step), step.Where.SourceSpan.Start);

    /// <summary>The edited solution.</summary>
    public Solution Apply() => _files.Aggregate(_request.Solution, static (solution, file) =>
        file.Value.Edits.Apply() is var root && root != file.Value.Edits.Root ? solution.WithDocumentSyntaxRoot(file.Key, root) : solution);
}
