using GracefulAnalyzers.CodeFixes.Edits;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Describes a new parameter where its neighbours are described: the compiler warns about one that is left out.</summary>
internal static class ParameterDocs
{
    /// <param name="current">The method, whose first token carries its documentation.</param>
    /// <param name="original">The method where it stands in the user's file.</param>
    /// <param name="name">The new parameter.</param>
    public static MethodDeclarationSyntax With(MethodDeclarationSyntax current, MethodDeclarationSyntax original, string name, FileStyle style)
    {
        var leading = current.GetLeadingTrivia();
        var comment = leading.LastOrDefault(static trivia =>
            trivia.Kind() is SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia);
        if ((comment.GetStructure() as DocumentationCommentTriviaSyntax)?.Content.OfType<XmlElementSyntax>()
            .LastOrDefault(static element => element.StartTag.Name.LocalName.ValueText == "param") is not { } last)
        {
            return current;
        }

        var indent = style.IndentOf(original.GetFirstToken());
        var gap = comment.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) ? $"{style.NewLine}{indent}/// " : " ";
        var line = $"{gap}<param name=\"{name}\">Ends the stream when its reader has gone.</param>";
        return current.WithLeadingTrivia(leading.ReplaceRange(comment,
            SyntaxFactory.ParseLeadingTrivia(comment.ToFullString().Insert(last.Span.End - comment.FullSpan.Start, line))));
    }
}
