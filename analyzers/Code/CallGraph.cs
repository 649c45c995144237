using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>Follows calls from a body into the methods in source that it calls, a few steps deep.</summary>
internal sealed class CallGraph(ShutdownModel model)
{
    /// <summary>How many calls deep a rule looks; what lies deeper is somebody else's business.</summary>
    public const int Depth = 3;

    /// <summary>All operations of the method and of the methods of its own type, and that type's bases, that it reaches.</summary>
    public IEnumerable<IOperation> Within(IMethodSymbol start)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { start.OriginalDefinition };
        var next = new Queue<(IMethodSymbol Method, int Left)>();
        next.Enqueue((start, Depth));
        while (next.Count > 0)
        {
            var (method, left) = next.Dequeue();
            foreach (var operation in model.Bodies.Inside(method))
            {
                yield return operation;
                if (left > 0 && Callee(operation) is { } callee && model.Bodies.Declares(callee)
                    && start.ContainingType.IsOrDerivesFrom(callee.ContainingType.OriginalDefinition) && seen.Add(callee.OriginalDefinition))
                {
                    next.Enqueue((callee.OriginalDefinition, left - 1));
                }
            }
        }
    }

    // Local functions are part of the body that holds them and are seen there.
    private static IMethodSymbol? Callee(IOperation operation) => operation switch
    {
        IInvocationOperation { TargetMethod: { MethodKind: MethodKind.Ordinary } target } => target.Definition(),
        IMethodReferenceOperation { Method: { MethodKind: MethodKind.Ordinary } target } => target.Definition(),
        _ => null,
    };
}
