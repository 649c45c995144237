using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Describes a new parameter where its neighbours are described: the compiler warns about one that is left out.</summary>
internal static class ParameterDocs
{
    /// <param name="first">The method's first token, which carries its documentation.</param>
    /// <param name="name">The new parameter.</param>
    /// <param name="layout">How the file is written.</param>
    public static SyntaxTriviaList With(SyntaxToken first, string name, Layout layout)
    {
        var comment = first.LeadingTrivia.LastOrDefault(trivia => trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia));
        if ((comment.GetStructure() as DocumentationCommentTriviaSyntax)?.Content.OfType<XmlElementSyntax>()
            .LastOrDefault(element => element.StartTag.Name.LocalName.ValueText == "param") is not { } last)
        {
            return first.LeadingTrivia;
        }

        var line = layout.NewLine + layout.IndentAt(last.SpanStart) + $"/// <param name=\"{name}\">Ends the stream when its reader has gone.</param>";
        return first.LeadingTrivia.ReplaceRange(comment,
            SyntaxFactory.ParseLeadingTrivia(comment.ToFullString().Insert(last.Span.End - comment.FullSpan.Start, line)));
    }
}
