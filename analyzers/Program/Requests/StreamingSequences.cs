using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>Follows a sequence that becomes a response back to the code that produces its items.</summary>
internal static class StreamingSequences
{
    private const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";

    public static bool IsSequence(ITypeSymbol? type, ShutdownModel model) => model.Types.Is(Carried(type), AsyncEnumerable);

    /// <summary>What a returned value streams: a sequence, or a result that carries one.</summary>
    public static IEnumerable<StreamPart> Answered(IOperation returned, StreamingScope scope)
    {
        var value = returned.Unwrapped();
        return value switch
        {
            IInvocationOperation result when AspNetCore.CarriesValue(result.TargetMethod) && AspNetCore.IsFramework(result.TargetMethod) =>
                result.Arguments.Where(argument => IsSequence(argument.Value.Unwrapped().Type, scope.Model))
                    .SelectMany(argument => Produced(argument.Value, scope, drops: false)),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Answered(choice.WhenTrue, scope).Concat(Answered(otherwise, scope)),
            _ when IsSequence(value.Type, scope.Model) => Produced(value, scope, drops: false),
            _ => [],
        };
    }

    /// <summary>What a stream result streams: its sequence, or what its callback writes.</summary>
    public static IEnumerable<StreamPart> Streamed(IInvocationOperation result, StreamingScope scope)
    {
        if (result.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == 0)?.Value is not { } source)
        {
            return [];
        }

        if (Delegates.FunctionOf(source) is { } callback)
        {
            return scope.EnterCallback(callback.Definition()) is { } inner ? [new(inner, inner.Body)] : [];
        }

        return IsSequence(source.Unwrapped().Type, scope.Model) ? Produced(source, scope, AspNetCore.EnumeratesWithoutToken(result.TargetMethod)) : [];
    }

    /// <summary>True when enumerating the type with a token has no effect.</summary>
    public static bool IsDeaf(ITypeSymbol? type, ShutdownModel model) =>
        type is not null && model.Catalogue.Has(Trait.DeafSequence, type);

    private static IEnumerable<StreamPart> Produced(IOperation sequence, StreamingScope scope, bool drops, int depth = 6)
    {
        if (depth == 0)
        {
            return [];
        }

        IEnumerable<StreamPart> Next(IOperation inner) => Produced(inner, scope, drops, depth - 1);
        return sequence.Unwrapped() switch
        {
            IAwaitOperation awaited => Next(awaited.Operation),
            IConditionalOperation { WhenFalse: { } otherwise } choice => Next(choice.WhenTrue).Concat(Next(otherwise)),
            ICoalesceOperation coalesce => Next(coalesce.Value).Concat(Next(coalesce.WhenNull)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Next(arm.Value)),
            ILocalReferenceOperation local => ReachingValues.Of(local).SelectMany(Next),
            IInvocationOperation call => OfCall(call, scope, drops, depth),
            _ => [],
        };
    }

    private static IEnumerable<StreamPart> OfCall(IInvocationOperation call, StreamingScope scope, bool drops, int depth)
    {
        if (scope.Enter(call, enumerated: !drops) is { } inner)
        {
            return inner.IsIterator ? [new(inner, inner.Body)] : inner.Returned.SelectMany(returned => Produced(returned, inner, drops, depth - 1));
        }

        if (scope.Model.Bodies.Declares(call.TargetMethod) && call.TargetMethod.ContainingType?.TypeKind != TypeKind.Interface)
        {
            return [];
        }

        // Operators over a sequence hand the enumeration's token on to it.
        if (call.TargetMethod.IsExtensionMethod && call.TargetMethod.ContainingNamespace.IsNamed("System.Linq")
            && call.Arguments is [{ Value: var source }, ..] && IsSequence(source.Unwrapped().Type, scope.Model))
        {
            return Produced(source, scope, drops, depth - 1);
        }

        return (drops || IsDeaf(call.Type, scope.Model)) && TokenSlot.Of(call) is not null ? [new(scope, call)] : [];
    }

    // Task<T>, ValueTask<T> and ActionResult<T> carry what they answer with.
    private static ITypeSymbol? Carried(ITypeSymbol? type)
    {
        while (type is INamedTypeSymbol { TypeArguments: [var carried] } && (Fates.IsTask(type) || type.IsNamed("Microsoft.AspNetCore.Mvc.ActionResult")))
        {
            type = carried;
        }

        return type;
    }
}
