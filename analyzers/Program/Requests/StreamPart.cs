using GracefulAnalyzers.Catalogue;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>A piece of a handler that produces the response bit by bit.</summary>
/// <param name="Scope">The function that holds it.</param>
/// <param name="Region">The iterator's body, the writing loop, the callback's body, or the call that hands out the sequence.</param>
internal sealed record StreamPart(StreamingScope Scope, IOperation Region)
{
    /// <summary>True for a sequence from elsewhere whose own token stays unfilled although nothing else stops it.</summary>
    public bool IsUnfilledCall => Region is IInvocationOperation;

    public bool Contains(IOperation operation) =>
        operation.Syntax.SyntaxTree == Region.Syntax.SyntaxTree && Region.Syntax.Span.Contains(operation.Syntax.Span);

    /// <summary>All parts of what the handler streams.</summary>
    public static IReadOnlyList<StreamPart> Of(StreamingScope handler)
    {
        var parts = new List<StreamPart>();
        if (StreamingSequences.IsSequence(handler.Function.ReturnType, handler.Model) && handler.IsIterator)
        {
            parts.Add(new(handler, handler.Body));
        }
        else
        {
            foreach (var returned in handler.Returned)
            {
                parts.AddRange(StreamingSequences.Answered(returned, handler));
            }
        }

        Gather(handler, parts, new HashSet<ISymbol>(SymbolEqualityComparer.Default) { handler.Function });
        return parts;
    }

    // Writing loops and stream results, also in the functions that the handler calls.
    private static void Gather(StreamingScope scope, List<StreamPart> parts, HashSet<ISymbol> seen)
    {
        foreach (var operation in scope.Operations)
        {
            if (operation is ILoopOperation loop)
            {
                if (!IsIn(parts, loop) && Responds(loop, scope))
                {
                    parts.Add(new(scope, loop));
                }
            }
            else if (operation is IInvocationOperation call)
            {
                if (scope.Model.Catalogue.Has(Trait.StreamResult, call.TargetMethod))
                {
                    parts.AddRange(StreamingSequences.Streamed(call, scope));
                }
                else if (scope.Enter(call) is { } inner && seen.Add(inner.Function))
                {
                    Gather(inner, parts, seen);
                }
            }
        }
    }

    private static bool IsIn(List<StreamPart> parts, IOperation operation) => parts.Exists(part => part.Contains(operation));

    private static bool Responds(ILoopOperation loop, StreamingScope scope) =>
        loop.Descendants().OfType<IInvocationOperation>().Any(call => Responds(call, scope, []) && !IsLast(call, loop));

    private static bool Responds(IInvocationOperation call, StreamingScope scope, HashSet<IOperation> seen) =>
        scope.IsRespond(call)
        || (scope.Enter(call) is { } inner && seen.Add(inner.Body) && inner.Operations.OfType<IInvocationOperation>().Any(next => Responds(next, inner, seen)));

    // A loop that answers and leaves, as a retry does, answers once.
    private static bool IsLast(IOperation call, IOperation loop)
    {
        for (var current = call.Parent; current is not null && current != loop; current = current.Parent)
        {
            if (current is IBlockOperation { Operations: [.., IReturnOperation { Kind: OperationKind.Return }
                or IBranchOperation { BranchKind: BranchKind.Break } or IThrowOperation] }
                or IReturnOperation { Kind: OperationKind.Return })
            {
                return true;
            }
        }

        return false;
    }
}
