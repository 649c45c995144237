using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Which tokens have surely fired once a statement is over, on every path that leaves it at its end.</summary>
internal static class FiredPaths
{
    public static FiredFacts After(IOperation statement)
    {
        switch (statement)
        {
            case IBlockOperation block:
                return AfterAll(block.Operations);
            case IReturnOperation or IBranchOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }:
                return FiredFacts.Unreachable;
            case IExpressionStatementOperation expression:
                return AfterExpression(expression.Operation);
            case IConditionalOperation choice:
                var whenFalse = FiredConditions.Fired(choice.Condition, outcome: false);
                return FiredConditions.Fired(choice.Condition, outcome: true).And(After(choice.WhenTrue))
                    .Or(choice.WhenFalse is { } otherwise ? whenFalse.And(After(otherwise)) : whenFalse);
            case IWhileLoopOperation { Condition: { } condition } loop:
                return AfterLoop(loop, FiredConditions.Fired(condition, outcome: loop.ConditionIsUntil));
            case IForLoopOperation loop:
                return AfterLoop(loop, loop.Condition is { } goesOn ? FiredConditions.Fired(goesOn, outcome: false) : FiredFacts.Unreachable);
            case ITryOperation attempt:
                var ends = attempt.Catches.Aggregate(After(attempt.Body), (all, clause) => all.Or(InCatch(clause, attempt).And(After(clause.Handler))));
                return attempt.Finally is { } last ? ends.And(After(last)) : ends;
            case IUsingOperation use:
                return After(use.Body);
            case ILockOperation section:
                return After(section.Body);
            default:
                return FiredFacts.None;
        }
    }

    /// <summary>What holds after statements that run one after the other.</summary>
    public static FiredFacts AfterAll(IEnumerable<IOperation> statements) =>
        statements.Aggregate(FiredFacts.None, static (facts, statement) => statement is ILabeledOperation ? FiredFacts.None : facts.And(After(statement)));

    /// <summary>What a catch clause proves by being entered.</summary>
    public static FiredFacts InCatch(ICatchClauseOperation clause, ITryOperation attempt) =>
        (clause.Filter is { } filter ? FiredConditions.Fired(filter, outcome: true) : FiredFacts.None)
            .And(IsCancellation(clause.ExceptionType) && EndlessKeyOf(attempt) is { } waited && !IsExcluded(waited, clause)
                ? EndlessWaitOf(attempt)
                : FiredFacts.None);

    /// <summary>What a finally proves: the try ends in a wait that only one token completes, so that is how it is left.</summary>
    public static FiredFacts InFinally(ITryOperation attempt) => EndlessWaitOf(attempt);

    public static bool IsCancellation(ITypeSymbol? exception) => exception.IsCancellation();

    /// <summary>The token of a wait that nothing but the token ends; null for other expressions.</summary>
    public static TokenKey? EndlessWait(IOperation expression) =>
        Awaited(expression) is IInvocationOperation delay && delay.TargetMethod.IsMember("System.Threading.Tasks.Task", nameof(Task.Delay))
        && delay.Arguments.FirstOrDefault() is { } time && IsEndless(time.Value.Unwrapped())
        && delay.TokenArgument() is { } token && !token.IsOmitted()
            ? TokenKey.Of(token)
            : null;

    private static FiredFacts AfterLoop(ILoopOperation loop, FiredFacts onCondition) => loop.Body.OwnDescendants().OfType<IBranchOperation>()
        .Where(branch => branch.BranchKind == BranchKind.GoTo || SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel))
        .Aggregate(onCondition, (facts, branch) => facts.Or(branch.BranchKind == BranchKind.GoTo ? FiredFacts.None : FiredTokens.Inside(branch, loop)));

    private static FiredFacts AfterExpression(IOperation expression)
    {
        if (EndlessWait(expression) is { } waited)
        {
            // Such a wait ends by throwing, unless the throw is suppressed.
            return Suppresses(expression) ? FiredFacts.Of(waited, expression.Syntax.Span.End) : FiredFacts.Unreachable;
        }

        return Awaited(expression) switch
        {
            IInvocationOperation { TargetMethod.Name: "Cancel" or "CancelAsync", Instance: { } source } when source.Type.IsCancellationTokenSource() =>
                FiredFacts.Of(TokenKey.OfSignal(source), expression.Syntax.Span.End),
            IInvocationOperation { TargetMethod: var any, Arguments: [var only] }
                when any.IsMember("System.Threading.Tasks.Task", nameof(Task.WhenAny)) && TokenLinks.Elements(only.Value.Unwrapped()).ToList() is [var wait]
                    && EndlessWait(wait) is { } ended =>
                FiredFacts.Of(ended, expression.Syntax.Span.End),
            IInvocationOperation { TargetMethod.Name: nameof(System.Threading.WaitHandle.WaitOne), Arguments.IsEmpty: true,
                Instance: IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.WaitHandle), Instance: { } token } } =>
                FiredFacts.Of(TokenKey.OfSignal(token), expression.Syntax.Span.End),
            _ => FiredFacts.None,
        };
    }

    private static TokenKey? EndlessKeyOf(ITryOperation attempt) =>
        attempt.Body.Operations.LastOrDefault() is IExpressionStatementOperation { Operation: var last } ? EndlessWait(last) : null;

    // The filter lets in what something else has cancelled.
    private static bool IsExcluded(TokenKey token, ICatchClauseOperation clause) =>
        clause.Filter is { } filter && FiredConditions.Pending(filter, outcome: true).Since(token) is not null;

    private static FiredFacts EndlessWaitOf(ITryOperation attempt) =>
        attempt.Body.Operations.LastOrDefault() is IExpressionStatementOperation { Operation: var last } && EndlessWait(last) is { } token
            ? FiredFacts.Of(token, last.Syntax.Span.End)
            : FiredFacts.None;

    // What is awaited, also where its result is thrown away by name.
    private static IOperation Awaited(IOperation expression) =>
        expression.Unwrapped() is ISimpleAssignmentOperation { Target: IDiscardOperation, Value: var value } ? value.Awaited() : expression.Awaited();

    private static bool Suppresses(IOperation expression) =>
        expression.DescendantsAndSelf().OfType<IFieldReferenceOperation>().Any(static field => field.Field.Name == "SuppressThrowing");

    private static bool IsEndless(IOperation time) => time switch
    {
        { ConstantValue: { HasValue: true, Value: -1 } } => true,
        IFieldReferenceOperation { Field.Name: nameof(Timeout.InfiniteTimeSpan) } => true,
        _ => false,
    };
}
