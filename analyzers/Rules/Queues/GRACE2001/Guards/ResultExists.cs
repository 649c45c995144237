using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;

/// <summary>
/// G2 and G5: the handler asks whether the result, or the state that it leads to, is there already, and goes another way when it is.
/// A check that leaves when something is <em>missing</em> is no guard.
/// </summary>
internal sealed class ResultExists(ShutdownModel model)
{
    private const int MaxDepth = 6;

    /// <param name="operation">Any operation that the handler reaches.</param>
    /// <param name="effects">The costly calls, each with the calls that lead to it.</param>
    public bool Guards(IOperation operation, IReadOnlyList<ReachedOperation> effects)
    {
        switch (operation)
        {
            case IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation when IsTooLate(operation, effects):
                return false;
            case IConditionalOperation choice:
                return AsksFirst(choice, effects)
                    || ((EntityState.IsAsked(choice.Condition, IsLookup) || IsAttempt(choice.Condition, MaxDepth) || AsksForRedelivery(choice.Condition))
                        && (Leaves(choice.WhenTrue) || Leaves(choice.WhenFalse) || Holds(choice, effects)));
            case ISwitchOperation { Value: var value }:
                return IsAskedAbout(value) && (Holds(operation, effects) || Leaves(operation));
            case ISwitchExpressionOperation { Value: var value }:
                return IsAskedAbout(value) && Holds(operation, effects);
            case IInvocationOperation when EntityState.IsFilter(operation):
                return true;
            case ICoalesceOperation coalesce:
                return IsLookup(coalesce.Value, MaxDepth) && Holds(coalesce.WhenNull, effects);
            case ICoalesceAssignmentOperation assignment:
                return IsLookup(assignment.Target, MaxDepth) && Holds(assignment.Value, effects);
            default:
                return false;
        }
    }

    private bool AsksFirst(IConditionalOperation choice, IReadOnlyList<ReachedOperation> effects)
    {
        if (Existence(choice.Condition, MaxDepth) is not { } existsWhenTrue)
        {
            return false;
        }

        var (exists, missing) = existsWhenTrue ? (choice.WhenTrue, choice.WhenFalse) : (choice.WhenFalse, choice.WhenTrue);
        return Leaves(exists) || Holds(missing, effects);
    }

    private bool IsAskedAbout(IOperation value) => IsLookup(value) || EntityState.IsAsked(value, IsLookup) || IsAttempt(value, MaxDepth);

    private static bool Leaves(IOperation? branch) =>
        branch is not null && branch.OwnDescendants().Prepend(branch).Any(part => part is IReturnOperation or IBranchOperation);

    private static bool Holds(IOperation? branch, IReadOnlyList<ReachedOperation> effects) => branch is not null && effects
        .SelectMany(effect => effect.Path())
        .Any(step => step.Operation.Syntax.SyntaxTree == branch.Syntax.SyntaxTree && branch.Syntax.Span.Contains(step.Operation.Syntax.Span));

    // True: the condition holds when the thing exists. False: when it is missing. Null: it asks something else.
    private bool? Existence(IOperation condition, int depth)
    {
        if (depth == 0)
        {
            return null;
        }

        switch (condition.Awaited())
        {
            case IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not:
                return !Existence(not.Operand, depth);
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr } both:
                return Existence(both.LeftOperand, depth) ?? Existence(both.RightOperand, depth);
            case IBinaryOperation comparison:
                return OfComparison(comparison, depth);
            case IIsPatternOperation match:
                return OfPattern(match.Value, match.Pattern, depth);
            case IInvocationOperation { TargetMethod: { Name: "IsNullOrEmpty" or "IsNullOrWhiteSpace" }, Arguments: [var text] }:
                return IsLookup(text.Value, depth) ? false : null;
            case IPropertyReferenceOperation { Property.Name: "HasValue", Instance: { } value }:
                return IsLookup(value, depth) ? true : null;
            case IPropertyReferenceOperation { Property.Name: "IsNull" or "IsNullOrEmpty", Instance: { } value }:
                return IsLookup(value, depth) ? false : null;
            case IInvocationOperation call:
                return call.Type?.SpecialType == SpecialType.System_Boolean || IsTaskOfBool(call.Type) ? IsLookupCall(call) ? true : null : null;
            case ILocalReferenceOperation { Type.SpecialType: SpecialType.System_Boolean } local:
                return ValuesOf(local).Select(value => Existence(value, depth - 1)).FirstOrDefault(found => found is not null);
            default:
                return null;
        }
    }

    private bool? OfComparison(IBinaryOperation comparison, int depth)
    {
        var (left, right) = (comparison.LeftOperand, comparison.RightOperand);
        if (left.ConstantValue.HasValue)
        {
            (left, right) = (right, left);
        }

        var equal = comparison.OperatorKind == BinaryOperatorKind.Equals;
        if (!right.ConstantValue.HasValue || !(equal || comparison.OperatorKind is BinaryOperatorKind.NotEquals or BinaryOperatorKind.GreaterThan))
        {
            return null;
        }

        return right.Unwrapped().ConstantValue.Value switch
        {
            bool wanted => Existence(left, depth) is { } existence ? existence == (equal == wanted) : null,
            null or 0 or 0L => IsLookup(left, depth) ? !equal : null,
            _ => null,
        };
    }

    private bool? OfPattern(IOperation value, IPatternOperation pattern, int depth) => pattern switch
    {
        INegatedPatternOperation negated => !OfPattern(value, negated.Pattern, depth),
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: bool wanted } } =>
            Existence(value, depth) is { } existence ? existence == wanted : null,
        IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } => IsLookup(value, depth) ? false : null,
        IRecursivePatternOperation or IDeclarationPatternOperation or ITypePatternOperation => IsLookup(value, depth) ? true : null,
        _ => null,
    };

    private bool IsLookup(IOperation value, int depth) => depth > 0 && value.Awaited() switch
    {
        IInvocationOperation call => IsLookupCall(call) || NamesWork(call),
        ILocalReferenceOperation local => ValuesOf(local).Concat(PartsOf(local)).Any(found => IsLookup(found, depth - 1)),
        _ => false,
    };

    private bool IsLookup(IOperation value) => IsLookup(value, MaxDepth);

    private bool IsLookupCall(IInvocationOperation call) =>
        GuardNames.IsLookup(call.TargetMethod) && model.Catalogue.RoleOf(call.TargetMethod) is not (Role.Generate or Role.Receive)
        && (call.MentionsIdentity(model)
            || (GuardNames.AsksForHistory(call.TargetMethod) && call.Arguments.Any(argument => !argument.Value.ConstantValue.HasValue)));

    // An answer of any shape to an attempt that names the message: rows changed, a set's "was new", a decision.
    private bool IsAttempt(IOperation condition, int depth) => depth > 0 && condition.DescendantsAndSelf().Any(part => part switch
    {
        IInvocationOperation call => Answers(call.Awaited().Type) && !GuardNames.IsLookup(call.TargetMethod) && NamesWork(call),
        ILocalReferenceOperation local when Answers(local.Type) => ValuesOf(local).Any(value => IsAttempt(value.Awaited(), depth - 1))
            || PartsOf(local).Any(value => value.Awaited() is IInvocationOperation call && NamesWork(call)),
        _ => false,
    });

    private bool NamesWork(IInvocationOperation call) =>
        model.Catalogue.Find(call.TargetMethod) is null && !GuardNames.IsPure(call.TargetMethod) && call.MentionsIdentity(model);

    private static bool Answers(ITypeSymbol? type) => type switch
    {
        INamedTypeSymbol { TypeArguments: [var result] } task when Fates.IsTask(task) => Answers(result),
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Boolean or SpecialType.System_Int32 or SpecialType.System_Int64 } => true,
        _ => false,
    };

    // Who skips every redelivery loses work, which is another matter, but repeats none.
    private static bool AsksForRedelivery(IOperation condition) => condition.DescendantsAndSelf().Any(part => part switch
    {
        IMemberReferenceOperation member => member is { Member.Name: "Redelivered", Type.SpecialType: SpecialType.System_Boolean },
        IParameterReferenceOperation parameter => parameter.Parameter is { Name: "redelivered", Type.SpecialType: SpecialType.System_Boolean },
        _ => false,
    });

    // What is asked after the work does not keep it from being done.
    private static bool IsTooLate(IOperation question, IReadOnlyList<ReachedOperation> effects)
    {
        var body = question.Root().Syntax;
        var here = effects.SelectMany(effect => effect.Path())
            .Select(step => step.Operation.Syntax)
            .Where(syntax => syntax.SyntaxTree == body.SyntaxTree && body.Span.Contains(syntax.Span))
            .ToList();
        return here.Count > 0 && here.All(syntax => syntax.Span.End <= question.Syntax.SpanStart)
            && !question.Ancestors().Any(outer => outer is ILoopOperation);
    }

    private static bool IsTaskOfBool(ITypeSymbol? type) =>
        type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } && Fates.IsTask(type);

    private static IEnumerable<IOperation> ValuesOf(ILocalReferenceOperation use) => use.Root().Descendants().Select(operation => operation switch
    {
        IVariableDeclaratorOperation { Initializer: { } initializer } declarator when Same(declarator.Symbol, use.Local) => initializer.Value,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } assignment when Same(target.Local, use.Local) => assignment.Value,
        _ => null,
    }).Where(value => value is not null).Select(value => value!);

    // A call hands out several values: by deconstruction, or through an out argument.
    private static IEnumerable<IOperation> PartsOf(ILocalReferenceOperation use) => use.Root().Descendants().Select(operation => operation switch
    {
        IDeconstructionAssignmentOperation parts when Holds(parts.Target, use.Local) => parts.Value,
        IArgumentOperation { Parameter.RefKind: RefKind.Out, Parent: IInvocationOperation call } argument when Holds(argument.Value, use.Local) => call,
        _ => null,
    }).Where(value => value is not null).Select(value => value!);

    private static bool Holds(IOperation target, ILocalSymbol local) =>
        target.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation reference && Same(reference.Local, local));

    private static bool Same(ILocalSymbol left, ILocalSymbol right) => SymbolEqualityComparer.Default.Equals(left, right);
}
