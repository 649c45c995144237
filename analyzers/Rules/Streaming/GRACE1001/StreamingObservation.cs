using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1001;

/// <summary>Asks of a handler's code whether anything in it could notice that the caller has gone.</summary>
internal static class StreamingObservation
{
    /// <summary>True when a token reaches one of the parts, or may do so on a way that is not to be seen.</summary>
    public static bool IsObserved(StreamingScope handler, IReadOnlyList<StreamPart> parts) =>
        parts.Any(part => !part.IsUnfilledCall && Uses(part.Region, part.Scope, Seen(part.Scope.Function)))
        || ReadsRequest(handler, Seen(handler.Function))
        || parts.Select(part => part.Scope).Append(handler).Any(scope => IsKept(scope, parts));

    /// <summary>True when a token is used in the region or in what it calls.</summary>
    public static bool Uses(IOperation region, StreamingScope scope, HashSet<ISymbol> seen)
    {
        foreach (var operation in region.DescendantsAndSelf())
        {
            if (IsTokenUse(operation, scope)
                || (operation is IInvocationOperation call && scope.Enter(call) is { } inner && seen.Add(inner.Function) && Uses(inner.Body, inner, seen)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when the region takes its time between two pieces of the response.</summary>
    public static bool IsSlow(StreamPart part) => part.IsUnfilledCall || IsSlow(part.Region, part.Scope, Seen(part.Scope.Function));

    public static HashSet<ISymbol> Seen(IMethodSymbol function) => new(SymbolEqualityComparer.Default) { function };

    private static bool IsSlow(IOperation region, StreamingScope scope, HashSet<ISymbol> seen)
    {
        foreach (var operation in region.DescendantsAndSelf())
        {
            var slow = operation switch
            {
                IForEachLoopOperation { IsAsynchronous: true } loop => IsSlowSource(loop.Collection.Unwrapped(), scope),
                IInvocationOperation call when scope.Enter(call) is { } inner => seen.Add(inner.Function) && IsSlow(inner.Body, inner, seen),
                IInvocationOperation call => scope.Model.Catalogue.RoleOf(call.TargetMethod) is Role.Generate or Role.Wait or Role.Receive,
                IAwaitOperation awaited => BringsSomething(awaited, scope),
                _ => false,
            };
            if (slow)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSlowSource(IOperation collection, StreamingScope scope) => collection switch
    {
        IInvocationOperation { TargetMethod.Name: "ConfigureAwait" or "WithCancellation", Arguments: [{ Value: var source }, ..] } =>
            IsSlowSource(source.Unwrapped(), scope),
        IInvocationOperation { TargetMethod.Name: "ToAsyncEnumerable" } => false,
        // An iterator is as slow as its body, which is looked at where it is called.
        IInvocationOperation call =>
            scope.Enter(call) is not { } inner || (!inner.IsIterator && inner.Returned.Any(returned => IsSlowSource(returned.Unwrapped(), inner))),
        _ => true,
    };

    // An await without a result is an effect of its own, not a source of the stream; effects are not this rule's business.
    private static bool BringsSomething(IAwaitOperation awaited, StreamingScope scope)
    {
        var operand = awaited.Operation.Unconfigured();
        return awaited.Type is { SpecialType: not SpecialType.System_Void }
            && operand is not IInvocationOperation { TargetMethod.Name: nameof(Task.FromResult) }
            && (operand is not IInvocationOperation call
                || (scope.Enter(call) is null && !scope.IsRespond(call)
                    && scope.Model.Catalogue.RoleOf(call.TargetMethod) is null or Role.Generate or Role.Receive or Role.Wait));
    }

    // Only the outermost token expression counts; what it is made of is its own affair.
    private static bool IsTokenUse(IOperation operation, StreamingScope scope)
    {
        if (!IsTokenLike(operation.Type, scope.Model))
        {
            return operation is IArgumentOperation or IObjectCreationOperation && Escapes(operation, scope);
        }

        if (operation is IConversionOperation || IsTokenLike(operation.Parent?.Type, scope.Model) || IsOmitted(operation))
        {
            return false;
        }

        return IsIntent(operation)
            ? operation.Parent is IArgumentOperation { Parent: IInvocationOperation call } && !IsEffect(call, scope.Model)
            : operation is IParameterReferenceOperation or ILocalReferenceOperation or IFieldReferenceOperation or IPropertyReferenceOperation
                or IInvocationOperation or IObjectCreationOperation
                && scope.IsLive(operation);
    }

    private static bool IsTokenLike(ITypeSymbol? type, ShutdownModel model) =>
        type.IsCancellationToken() || type.IsCancellationTokenSource()
        || (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] }
            && inner.IsCancellationToken());

    private static bool IsOmitted(IOperation operation)
    {
        for (IOperation? current = operation; current is not null; current = current.Parent)
        {
            if (current is IArgumentOperation argument)
            {
                return argument.IsOmitted();
            }

            if (current is not IConversionOperation and not IDefaultValueOperation)
            {
                return false;
            }
        }

        return false;
    }

    // A written None is a decision of its author.
    private static bool IsIntent(IOperation token) =>
        token is IDefaultValueOperation or ILiteralOperation
            or IPropertyReferenceOperation { Property: { Name: nameof(CancellationToken.None), IsStatic: true } };

    private static bool IsEffect(IInvocationOperation call, ShutdownModel model) =>
        model.Catalogue.RoleOf(call.TargetMethod) is Role.Work or Role.Flush or Role.Settle or Role.Drain or Role.Extend;

    // The request in the hands of code that is not to be seen may well be asked for its token there.
    private static bool Escapes(IOperation operation, StreamingScope scope) => operation switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } argument =>
            scope.IsRequestScope(argument.Value.Unwrapped().Type) && !AspNetCore.IsFramework(call.TargetMethod) && scope.Enter(call) is null,
        IObjectCreationOperation creation =>
            creation.Arguments.Any(argument => scope.IsRequestScope(argument.Value.Unwrapped().Type)) && creation.Constructor is { } made
                && !AspNetCore.IsFramework(made),
        _ => false,
    };

    private static bool ReadsRequest(StreamingScope scope, HashSet<ISymbol> seen) => scope.Operations.Any(operation =>
        (operation is IPropertyReferenceOperation property && scope.Model.Catalogue.SignalOf(property.Property) == Signal.ClientGone)
        || (operation is IArgumentOperation or IObjectCreationOperation && Escapes(operation, scope))
        || (operation is IInvocationOperation call && scope.Enter(call) is { } inner && seen.Add(inner.Function) && ReadsRequest(inner, seen)));

    // Outside the parts a token may only be spent: given to a call that is over before the stream begins.
    private static bool IsKept(StreamingScope scope, IReadOnlyList<StreamPart> parts) => scope.Operations.Any(operation =>
        IsTokenUse(operation, scope)
        && IsTokenLike(operation.Type, scope.Model)
        && !IsIntent(operation)
        && !parts.Any(part => !part.IsUnfilledCall && part.Contains(operation))
        && !IsSpent(operation, scope, parts));

    private static bool IsSpent(IOperation token, StreamingScope scope, IReadOnlyList<StreamPart> parts)
    {
        if (token.Parent is not IArgumentOperation { Parent: IInvocationOperation call })
        {
            return false;
        }

        // What a helper does with it has been looked at where the helper is part of the stream.
        if (scope.Enter(call) is not null && parts.Any(part => SymbolEqualityComparer.Default.Equals(part.Scope.Function, call.TargetMethod.Definition())))
        {
            return true;
        }

        return call.Await() is not null && !Feeds(call, parts);
    }

    /// <summary>True when the awaited result of the call is what the stream is read from.</summary>
    public static bool Feeds(IInvocationOperation call, IReadOnlyList<StreamPart> parts)
    {
        if (call.Await() is not IOperation value)
        {
            return false;
        }

        while (value.Parent is IConversionOperation or ICoalesceOperation or IParenthesizedOperation)
        {
            value = value.Parent;
        }

        var local = value.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            _ => null,
        };
        if (local is null)
        {
            return value.Parent is not (IExpressionStatementOperation or IBinaryOperation or IIsPatternOperation or IUnaryOperation or IArgumentOperation);
        }

        return parts.Any(part => part.Region.DescendantsAndSelf().OfType<ILocalReferenceOperation>().Any(use =>
            SymbolEqualityComparer.Default.Equals(use.Local, local)
            && use.Parent is IInvocationOperation or IPropertyReferenceOperation or IForEachLoopOperation
                or IConversionOperation { Parent: IForEachLoopOperation }));
    }
}
