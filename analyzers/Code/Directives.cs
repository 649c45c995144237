using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace GracefulAnalyzers.Code;

/// <summary>Preprocessor directives among code that a fix moves.</summary>
internal static class Directives
{
    /// <summary>True when each conditional part or region that begins behind the node's first token also ends in the node.</summary>
    public static bool HoldsWholeDirectives(this SyntaxNode node)
    {
        if (!node.ContainsDirectives)
        {
            return true;
        }

        var depth = 0;
        foreach (var trivia in node.DescendantTrivia().Where(trivia => trivia.IsDirective && node.Span.Contains(trivia.Span)))
        {
            switch (trivia.Kind())
            {
                case SyntaxKind.IfDirectiveTrivia or SyntaxKind.RegionDirectiveTrivia:
                    depth++;
                    break;
                case SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia when --depth < 0:
                    return false;
                case SyntaxKind.ElseDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia when depth == 0:
                    return false;
                default:
                    break;
            }
        }

        return depth == 0;
    }
}
