using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1004;

/// <summary>Finds iterators that wait for a token from their enumeration, where a stream result enumerates them without one.</summary>
internal static class DroppedTokens
{
    private const int MaxSteps = 6;

    /// <summary>The calls that make the streamed sequence and leave the iterator's token to its enumeration, each with the place for that token.</summary>
    public static IEnumerable<(IInvocationOperation Call, TokenSlot Slot)> Of(IInvocationOperation result, ShutdownModel model) =>
        model.Catalogue.Has(Trait.StreamResult, result.TargetMethod)
        && AspNetCore.EnumeratesWithoutToken(result.TargetMethod)
        && result.Arguments.FirstOrDefault(static argument => argument.Parameter?.Ordinal == 0)?.Value is { } sequence
        && StreamingSequences.IsSequence(sequence.Unwrapped().Type, model)
            ? Producing(sequence, model, MaxSteps)
            : [];

    private static IEnumerable<(IInvocationOperation Call, TokenSlot Slot)> Producing(IOperation sequence, ShutdownModel model, int left)
    {
        if (left == 0)
        {
            return [];
        }

        IEnumerable<(IInvocationOperation, TokenSlot)> Next(IOperation inner) => Producing(inner, model, left - 1);
        return sequence.Unwrapped() switch
        {
            IConditionalOperation { WhenFalse: { } otherwise } choice => Next(choice.WhenTrue).Concat(Next(otherwise)),
            ICoalesceOperation coalesce => Next(coalesce.Value).Concat(Next(coalesce.WhenNull)),
            ISwitchExpressionOperation choice => choice.Arms.SelectMany(arm => Next(arm.Value)),
            ILocalReferenceOperation local => ReachingValues.Of(local).SelectMany(Next),
            // Operators over a sequence hand on the token that they get, which is none.
            IInvocationOperation { TargetMethod: { IsExtensionMethod: true, ContainingNamespace.Name: "Linq" }, Arguments: [{ Value: var source }, ..] } =>
                Next(source),
            IInvocationOperation call when Awaits(call, model) && TokenSlot.Of(call) is { } slot => [(call, slot)],
            _ => [],
        };
    }

    private static bool Awaits(IInvocationOperation call, ShutdownModel model) =>
        call.Arguments.FirstOrDefault(static argument => argument.IsOmitted() && argument.Parameter is { } parameter && IsEnumerated(parameter))
            is { Parameter: { } token }
        && IsUsed(call.TargetMethod.Definition(), token.Ordinal, model);

    private static bool IsEnumerated(IParameterSymbol parameter) => parameter.OriginalDefinition.IsFilledByEnumeration();

    // An iterator that does not look at its token, or that gets the caller's in another way, loses nothing.
    private static bool IsUsed(IMethodSymbol iterator, int ordinal, ShutdownModel model)
    {
        if (model.Bodies.Of(iterator) is not { } body)
        {
            return true;
        }

        var ofToken = body.Descendants()
            .Where(operation => operation is IParameterReferenceOperation or ILocalReferenceOperation or IMemberReferenceOperation
                && model.Types.IsCancellationToken(operation.Type)).ToList();
        return ofToken.Exists(use => use is IParameterReferenceOperation parameter && parameter.Parameter.Ordinal == ordinal
            && SymbolEqualityComparer.Default.Equals(parameter.Parameter.ContainingSymbol, iterator))
            && !ofToken.Exists(use => !(use is IParameterReferenceOperation own && own.Parameter.Ordinal == ordinal)
                && (model.Get<SignalFlow>().Of(use) & Signal.ClientGone) != 0);
    }
}
