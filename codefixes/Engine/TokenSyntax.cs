using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Simplification;

namespace GracefulAnalyzers.CodeFixes.Engine;

/// <summary>Token expressions and types as fixes write them: fully qualified, then shortened to what the file can see.</summary>
internal static class TokenSyntax
{
    public static ExpressionSyntax None =>
        SyntaxFactory.ParseExpression("global::System.Threading.CancellationToken.None").WithAdditionalAnnotations(Simplifier.Annotation);

    public static TypeSyntax Type => SyntaxFactory.ParseTypeName("global::System.Threading.CancellationToken").WithAdditionalAnnotations(Simplifier.Annotation);

    /// <summary>Shortens what fixes wrote fully qualified, and nothing else in the document.</summary>
    public static async Task<Solution> SimplifiedAsync(Document document, CancellationToken cancellationToken) =>
        (await Simplifier.ReduceAsync(document, Simplifier.Annotation, cancellationToken: cancellationToken)).Project.Solution;
}
