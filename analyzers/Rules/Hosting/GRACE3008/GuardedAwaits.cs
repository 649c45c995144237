using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3008;

/// <summary>What the try before a catch or finally waits for.</summary>
internal static class GuardedAwaits
{
    /// <summary>True when the place cleans up after a try whose every await takes the token, so that nothing else can have cancelled it.</summary>
    public static bool AllTake(IOperation token, ShutdownModel model)
    {
        if (TryBefore(token) is not { } attempt || IsOnlyAfterSuccess(token, attempt))
        {
            return false;
        }

        var roots = new TokenRoots(model);
        var keys = roots.Of(token).ToList();
        var waits = attempt.Body.OwnDescendants()
            .Where(static operation => operation is IAwaitOperation or IForEachLoopOperation { IsAsynchronous: true }
                or IUsingOperation { IsAsynchronous: true } or IUsingDeclarationOperation { IsAsynchronous: true })
            .ToList();
        return waits.Count > 0 && waits.TrueForAll(wait => Awaited(wait) is { } awaited && awaited.DescendantsAndSelf().OfType<IArgumentOperation>()
            .Any(argument => model.Types.IsCancellationToken(argument.Parameter?.Type) && roots.Of(argument).ToList() is { Count: > 0 } mine
                && mine.TrueForAll(keys.Contains))
            && !awaited.DescendantsAndSelf().Any(TimesOut));
    }

    // An HTTP client has a timeout of its own, which also ends in a cancellation.
    private static bool TimesOut(IOperation operation) => operation is IInvocationOperation { TargetMethod.ContainingType: { } type }
        && type.ContainingNamespace?.ToDisplayString().StartsWith("System.Net.Http", StringComparison.Ordinal) == true;

    // A local that the try sets tells that it came to its end.
    private static bool IsOnlyAfterSuccess(IOperation place, ITryOperation attempt) => place.Ancestors().TakeWhile(outer => outer != attempt)
        .OfType<IConditionalOperation>().SelectMany(static choice => choice.Condition.DescendantsAndSelf()).OfType<ILocalReferenceOperation>()
        .Any(flag => Variables.AssignmentsOf(flag.Local, attempt.Body).Count > 0);

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
            if (parent is ICatchClauseOperation { Parent: ITryOperation guarded } clause)
            {
                // What a filter picks may have been cancelled by anything.
                return clause.Filter is null ? guarded : null;
            }

            if (parent is ITryOperation attempt && child == attempt.Finally)
            {
                return attempt;
            }
        }

        return null;
    }
}
