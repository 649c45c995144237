using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1009;

/// <summary>What becomes of a linked source or a registration, and of the source's token.</summary>
internal static class LinkedSourceUse
{
    private const int MaxLocals = 3;

    /// <summary>True when something disposes the value or somebody else may do so; false when it is surely left to itself.</summary>
    public static bool IsLookedAfter(IOperation made)
    {
        var value = Outermost(made);
        return value.Parent switch
        {
            IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation } => false,
            IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token) } => false,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: { IsUsing: false } local } declarator } =>
                IsLookedAfter(local, declarator),
            _ => true,
        };
    }

    /// <summary>The local that holds the value; null when it has no name.</summary>
    public static ILocalSymbol? LocalOf(IOperation made) =>
        Outermost(made).Parent is IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } ? local : null;

    /// <summary>True when the source's token goes where it may still be needed after the function has ended.</summary>
    public static bool Escapes(IOperation source)
    {
        var value = Outermost(source);
        return LocalOf(source) is { } local
            ? Uses(local, value).Any(use => TokenOf(use) is { } token && (IsElsewhere(use, source) || Goes(token, MaxLocals)))
            : TokenOf(value) is { } own && Goes(own, MaxLocals);
    }

    /// <summary>True when a function that may run later uses the source itself, which throws once it is disposed.</summary>
    public static bool IsUsedElsewhere(IOperation source) =>
        LocalOf(source) is { } local && Uses(local, source).Any(use => TokenOf(use) is null && IsElsewhere(use, source));

    private static IOperation? TokenOf(IOperation source) =>
        source.Parent is IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token) } token ? token : null;

    private static bool IsLookedAfter(ILocalSymbol local, IOperation declarator)
    {
        var disposals = new List<IOperation>();
        foreach (var use in Uses(local, declarator))
        {
            var parent = use.Parent is IConditionalAccessOperation access && access.Operation == use ? access.WhenNotNull : use.Parent;
            switch (parent)
            {
                case IPropertyReferenceOperation:
                    break;
                case IInvocationOperation { TargetMethod.Name: nameof(IDisposable.Dispose) or "DisposeAsync" or "Unregister" } disposal:
                    disposals.Add(disposal);
                    break;
                case IInvocationOperation { TargetMethod: { IsExtensionMethod: false,
                    Name: nameof(CancellationTokenSource.Cancel) or nameof(CancellationTokenSource.CancelAfter) or "CancelAsync" or "TryReset" } } call
                        when call.Instance is not null:
                    break;
                default:
                    return true;
            }
        }

        // Disposed when something has failed, and only then.
        return disposals.Exists(static disposal => !disposal.Ancestors().Any(static outer => outer is ICatchClauseOperation));
    }

    private static IEnumerable<ILocalReferenceOperation> Uses(ILocalSymbol local, IOperation at) =>
        at.Root().Descendants().OfType<ILocalReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Local, local));

    private static IOperation Outermost(IOperation value)
    {
        while (value.Parent is IConversionOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        return value;
    }

    // Another function may run when this one is over, unless it is run on the spot.
    private static bool IsElsewhere(IOperation use, IOperation source) =>
        !SymbolEqualityComparer.Default.Equals(use.EnclosingFunction(), source.EnclosingFunction())
        && use.Ancestors().TakeWhile(outer => !outer.Syntax.Span.Contains(source.Syntax.Span)).Any(static outer => outer is ILocalFunctionOperation
            || (outer is IAnonymousFunctionOperation lambda && !RequestPaths.RunsOnTheSpot(lambda)));

    private static bool Goes(IOperation token, int left)
    {
        var value = Outermost(token);
        switch (value.Parent)
        {
            case IPropertyReferenceOperation or IBinaryOperation or IExpressionStatementOperation:
                return false;
            case IInvocationOperation { TargetMethod.ContainingType: var type } when type.IsCancellationToken():
                return false;
            case IArgumentOperation { Parent: IInvocationOperation call }:
                return Outlives(call);
            case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } } when left > 0:
                return Uses(local, token).Any(use => IsElsewhere(use, token) || Goes(use, left - 1));
            default:
                return true;
        }
    }

    // What the call returns may go on with the token, unless it is awaited, enumerated or disposed here.
    private static bool Outlives(IInvocationOperation call)
    {
        IOperation current = call;
        while (current.Parent is IConversionOperation or IParenthesizedOperation
            or IInvocationOperation { TargetMethod.Name: nameof(Task.ConfigureAwait) or "WithCancellation" or "GetAsyncEnumerator" }
            or IArgumentOperation { Parameter.Ordinal: 0, Parent: IInvocationOperation { TargetMethod.IsExtensionMethod: true } }
            or IInvocationOperation { TargetMethod.IsExtensionMethod: true })
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IAwaitOperation or IForEachLoopOperation => false,
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol.IsUsing: true } } => false,
            _ when Fates.IsTask(current.Type) => Fates.Of(current).Fate != Fate.Finished,
            _ => current.Type is not ({ SpecialType: not SpecialType.None } or { TypeKind: TypeKind.Enum }),
        };
    }
}
