using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>What the outcome of a condition says about tokens.</summary>
internal static class FiredConditions
{
    private const int MaxDepth = 12;

    /// <summary>The tokens that have surely fired when the condition has that outcome.</summary>
    public static FiredFacts Fired(IOperation condition, bool outcome) => Of(condition, outcome, fired: true, MaxDepth);

    /// <summary>The tokens that had surely not fired when the condition was asked and had that outcome.</summary>
    public static FiredFacts Pending(IOperation condition, bool outcome) => Of(condition, outcome, fired: false, MaxDepth);

    private static FiredFacts Of(IOperation condition, bool outcome, bool fired, int left)
    {
        if (left == 0)
        {
            return FiredFacts.None;
        }

        condition = condition.Unwrapped();
        if (condition.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return constant == outcome ? FiredFacts.None : FiredFacts.Unreachable;
        }

        switch (condition)
        {
            case IPropertyReferenceOperation question when TokenKey.OfAsked(question) is { } asked:
                return outcome == fired ? FiredFacts.Of(asked, question.Syntax.SpanStart) : FiredFacts.None;
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } negation:
                return Of(negation.Operand, !outcome, fired, left - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And } both:
                return Both(both, outcome, shortCut: false, fired, left - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or } either:
                return Both(either, outcome, shortCut: true, fired, left - 1);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } equality:
                return OfEquality(equality.LeftOperand, equality.RightOperand, outcome == (equality.OperatorKind == BinaryOperatorKind.Equals), fired,
                    left - 1);
            case IInvocationOperation { TargetMethod.Name: nameof(Equals), Instance: { } instance, Arguments: [var other] }:
                return OfEquality(instance, other.Value, outcome, fired, left - 1);
            case IIsPatternOperation pattern:
                return OfPattern(pattern.Value, pattern.Pattern, outcome, fired, left - 1);
            case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local when ReachingValues.Of(local).ToList() is [var value]:
                return fired ? Of(value, outcome, fired, left - 1) : FiredFacts.None;
            default:
                return FiredFacts.None;
        }
    }

    // `a && b` is false when a is, or when a holds and b does not; `||` is the mirror image.
    private static FiredFacts Both(IBinaryOperation binary, bool outcome, bool shortCut, bool fired, int left) => outcome == shortCut
        ? Of(binary.LeftOperand, shortCut, fired, left).Or(Of(binary.LeftOperand, !shortCut, fired, left).And(Of(binary.RightOperand, shortCut, fired, left)))
        : Of(binary.LeftOperand, outcome, fired, left).And(Of(binary.RightOperand, outcome, fired, left));

    private static FiredFacts OfEquality(IOperation one, IOperation other, bool isEqual, bool fired, int left)
    {
        if (other.ConstantValue is { HasValue: true, Value: bool constant })
        {
            return Of(one, isEqual == constant, fired, left);
        }

        // A cancellation that names another token came from elsewhere.
        if (isEqual != fired)
        {
            return FiredFacts.None;
        }

        return IsTokenOfException(one) ? FiredFacts.Of(TokenKey.Of(other), other.Syntax.SpanStart)
            : IsTokenOfException(other) ? FiredFacts.Of(TokenKey.Of(one), one.Syntax.SpanStart)
            : FiredFacts.None;
    }

    private static FiredFacts OfPattern(IOperation value, IPatternOperation pattern, bool outcome, bool fired, int left)
    {
        switch (pattern)
        {
            case IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool constant } }:
                return Of(value, outcome == constant, fired, left);
            case INegatedPatternOperation negated:
                return OfPattern(value, negated.Pattern, !outcome, fired, left);
            case IRecursivePatternOperation { DeconstructionSubpatterns.IsEmpty: true,
                PropertySubpatterns: [{ Member: IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) },
                    Pattern: IConstantPatternOperation { Value.ConstantValue.Value: bool wanted } }] }:
                return (outcome == wanted) == fired && (outcome || value.Type?.IsValueType == true)
                    ? FiredFacts.Of(TokenKey.OfSignal(value), value.Syntax.SpanStart)
                    : FiredFacts.None;
            default:
                return FiredFacts.None;
        }
    }

    private static bool IsTokenOfException(IOperation operation) =>
        operation.Unwrapped() is IPropertyReferenceOperation { Property: var token }
        && token.IsMember("System.OperationCanceledException", nameof(OperationCanceledException.CancellationToken));
}
