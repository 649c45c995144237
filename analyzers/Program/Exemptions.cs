using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program;

/// <summary>Code that must not take tokens of the process: orchestrators, workflows, grains and actors. The engine drops what rules about tokens and waiting
/// find there.</summary>
internal sealed class Exemptions(ShutdownModel model)
{
    /// <summary>True when a referenced framework has such code at all.</summary>
    public bool Any { get; } = model.Catalogue.Knows(Trait.TokenFree);

    public bool Covers(IOperation operation) => CoversCodeAt(operation.Syntax.SyntaxTree, operation.Syntax.SpanStart);

    /// <summary>True when the code at the place is such code; false for places in files that are not source.</summary>
    public bool Covers(Location at) => at.SourceTree is { } tree && CoversCodeAt(tree, at.SourceSpan.Start);

    /// <summary>True for code of such a type, or of a method that is one by an attribute of its own or of a parameter.</summary>
    public bool Covers(ISymbol symbol)
    {
        for (var current = symbol; Any && current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (IsMarked(current)
                || (current is ITypeSymbol type && model.Catalogue.Has(Trait.TokenFree, type))
                || (current is IMethodSymbol method && method.Parameters.Any(IsMarked)))
            {
                return true;
            }
        }

        return false;
    }

    private bool CoversCodeAt(SyntaxTree tree, int position) =>
        Any && model.Bodies.ModelOf(tree).GetEnclosingSymbol(position) is { } enclosing && Covers(enclosing);

    private bool IsMarked(ISymbol symbol) =>
        symbol.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && model.Catalogue.Has(Trait.TokenFree, type));
}
