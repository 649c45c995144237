using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Code;

/// <summary>The values that a local or parameter can hold where it is used, branch by branch.</summary>
internal sealed class ReachingValues
{
    private readonly List<IOperation> _assignments;
    private readonly ISymbol _variable;
    private readonly HashSet<IOperation> _reaching = [];

    private ReachingValues(IOperation use, ISymbol variable)
    {
        _variable = variable;
        _assignments = Variables.AssignmentsOf(variable, use.Root());
    }

    /// <summary>The values of a local, in source order; none when nothing in the body assigns it.</summary>
    public static IEnumerable<IOperation> Of(ILocalReferenceOperation use) => Of(use, use.Local).Values;

    /// <summary>The same for a place that does not name the local yet.</summary>
    public static IEnumerable<IOperation> Of(ILocalSymbol local, IOperation at) => Of(at, local).Values;

    /// <summary>The values of a parameter at a place that does not name it yet.</summary>
    public static (IReadOnlyList<IOperation> Values, bool KeepsInitial) Of(IParameterSymbol parameter, IOperation at) => Of(at, parameter);

    /// <summary>The values of a parameter, and whether what the caller passed can still be there.</summary>
    public static (IReadOnlyList<IOperation> Values, bool KeepsInitial) Of(IParameterReferenceOperation use) => Of(use, use.Parameter);

    private static (IReadOnlyList<IOperation> Values, bool KeepsInitial) Of(IOperation use, ISymbol variable)
    {
        var walk = new ReachingValues(use, variable);
        if (walk._assignments.Count == 0)
        {
            return ([], true);
        }

        if (walk._assignments.Count == 1 && variable is ILocalSymbol)
        {
            return ([Variables.ValueOf(walk._assignments[0], variable)], false);
        }

        var isSure = walk.Before(use);
        return (walk._assignments.Where(walk._reaching.Contains).Select(assignment => Variables.ValueOf(assignment, variable)).ToList(), !isSure);
    }

    // Climbs from the use; true as soon as an assignment surely ran.
    private bool Before(IOperation use)
    {
        var function = use.EnclosingFunction();
        AddWhere(assignment => !SymbolEqualityComparer.Default.Equals(assignment.EnclosingFunction(), function) && !Encloses(assignment, use));
        for (var child = use; child.Parent is { } parent; child = parent)
        {
            switch (parent)
            {
                case ILocalFunctionOperation:
                    // Where it is declared says nothing about when it is called.
                    AddWhere(static _ => true);
                    return _variable is ILocalSymbol;
                case IAnonymousFunctionOperation:
                    AddWhere(assignment => assignment.Syntax.SpanStart > parent.Syntax.SpanStart);
                    break;
                case ILoopOperation:
                    AddIn(parent);
                    if (Preceding(child, parent))
                    {
                        return true;
                    }

                    break;
                case ITryOperation attempt when child != attempt.Body:
                    AddIn(attempt.Body);
                    foreach (var clause in attempt.Catches.Where(_ => child == attempt.Finally))
                    {
                        AddIn(clause);
                    }

                    break;
                default:
                    if (Preceding(child, parent))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private bool Preceding(IOperation child, IOperation parent)
    {
        IEnumerable<IOperation> siblings = parent switch
        {
            IConditionalOperation conditional => [conditional.Condition],
            ISwitchOperation choice => [choice.Value],
            ISwitchExpressionOperation choice => [choice.Value],
            IForLoopOperation loop => loop.Before,
            _ => parent.ChildOperations,
        };
        return siblings.TakeWhile(sibling => sibling != child).Reverse().Any(Within);
    }

    // Adds what an operation assigns; true when it surely assigns.
    private bool Within(IOperation operation)
    {
        if (!_assignments.Exists(assignment => operation.Syntax.Span.Contains(assignment.Syntax.Span)))
        {
            return false;
        }

        if (_assignments.Contains(operation))
        {
            _reaching.Add(operation);
            return operation is not ICoalesceAssignmentOperation;
        }

        switch (operation)
        {
            case IConditionalOperation conditional:
                var whenTrue = Branch(conditional.WhenTrue);
                var whenFalse = conditional.WhenFalse is { } otherwise && Branch(otherwise);
                return (whenTrue && whenFalse) || Within(conditional.Condition);
            case ITryOperation attempt:
                if (attempt.Finally is { } last && Within(last))
                {
                    return true;
                }

                var body = Within(attempt.Body);
                return attempt.Catches.Aggregate(body, (sure, clause) => Branch(clause.Handler) && sure);
            case ILoopOperation or ISwitchOperation or ISwitchExpressionOperation or ICoalesceOperation or IConditionalAccessOperation
                or IAnonymousFunctionOperation or ILocalFunctionOperation
                or IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr }:
                AddIn(operation);
                return false;
            default:
                return operation.ChildOperations.Reverse().Any(Within);
        }
    }

    // A branch that leaves the function sends no value on.
    private bool Branch(IOperation branch) =>
        (branch is IBlockOperation { Operations: [.., var last] } ? last : branch)
            is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }
        || Within(branch);

    private void AddIn(IOperation operation) => AddWhere(assignment => operation.Syntax.Span.Contains(assignment.Syntax.Span));

    private void AddWhere(Func<IOperation, bool> reaches) => _reaching.UnionWith(_assignments.Where(reaches));

    private static bool Encloses(IOperation assignment, IOperation use) =>
        assignment.EnclosingFunction() is not { } function
        || use.Ancestors().Any(ancestor => ancestor is IAnonymousFunctionOperation lambda && SymbolEqualityComparer.Default.Equals(lambda.Symbol, function)
            || ancestor is ILocalFunctionOperation local && SymbolEqualityComparer.Default.Equals(local.Symbol, function));
}
