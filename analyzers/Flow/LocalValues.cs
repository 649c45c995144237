using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Flow;

/// <summary>What a body gives to its locals.</summary>
internal static class LocalValues
{
    /// <summary>The initialiser and every plain assignment of the local, anywhere in the body of its use.</summary>
    public static IEnumerable<IOperation> Of(ILocalReferenceOperation use)
    {
        foreach (var operation in use.Root().Descendants())
        {
            if (operation is IVariableDeclaratorOperation declarator && SymbolEqualityComparer.Default.Equals(declarator.Symbol, use.Local)
                && (declarator.Initializer ?? (declarator.Parent as IVariableDeclarationOperation)?.Initializer) is { } initializer)
            {
                yield return initializer.Value;
            }
            else if (operation is ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment
                && SymbolEqualityComparer.Default.Equals(target.Local, use.Local))
            {
                yield return assignment.Value;
            }
        }
    }
}
