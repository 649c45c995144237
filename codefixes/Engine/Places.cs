using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>From the locations of a diagnostic back to documents and nodes.</summary>
internal static class Places
{
    public static Document? DocumentOf(Project project, Location location)
    {
        if (location.SourceTree is not { } tree)
        {
            return null;
        }

        return project.GetDocument(tree) ?? project.Documents.FirstOrDefault(document => document.FilePath == tree.FilePath && tree.FilePath.Length > 0);
    }

    /// <summary>The outermost node with exactly the location's span, else the innermost around it.</summary>
    public static TNode? NodeAt<TNode>(SyntaxNode root, Location location) where TNode : SyntaxNode
    {
        if (!root.FullSpan.Contains(location.SourceSpan))
        {
            return null;
        }

        return root.FindNode(location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<TNode>();
    }
}
