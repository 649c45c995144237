using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Signals;

/// <summary>What the try before a catch or finally waits for.</summary>
internal static class GuardedAwaits
{
    /// <summary>True when the place cleans up after a try whose every await takes the token, so that nothing else can have cancelled it.</summary>
    public static bool AllTake(IOperation token, ShutdownModel model)
    {
        if (TryBefore(token) is not { } attempt)
        {
            return false;
        }

        var roots = new TokenRoots(model);
        var keys = roots.Of(token).ToList();
        var waits = attempt.Body.OwnDescendants()
            .Where(static operation => operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true } or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
            .ToList();
        return waits.Count > 0 && waits.TrueForAll(wait => Awaited(wait) is { } awaited && awaited.DescendantsAndSelf().OfType<IArgumentOperation>()
            .Any(argument => model.Types.IsCancellationToken(argument.Parameter?.Type) && roots.Of(argument).Any(keys.Contains)));
    }

    private static IOperation? Awaited(IOperation wait) => wait switch
    {
        IAwaitOperation await => await.Operation,
        IForEachLoopOperation loop => loop.Collection,
        _ => null,
    };

    private static ITryOperation? TryBefore(IOperation place)
    {
        for (var child = place; child.Parent is { } parent && parent is not (IAnonymousFunctionOperation or ILocalFunctionOperation); child = parent)
        {
            if (parent is ICatchClauseOperation { Parent: ITryOperation guarded })
            {
                return guarded;
            }

            if (parent is ITryOperation attempt && child == attempt.Finally)
            {
                return attempt;
            }
        }

        return null;
    }
}
