using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Flow;

/// <summary>The values that a local can hold where it is used.</summary>
internal static class ReachingValues
{
    /// <summary>
    /// The last assignment that surely runs before the use, and every assignment that may run after that one:
    /// in a branch between the two, later in a loop around the use, or in another function.
    /// </summary>
    public static IEnumerable<IOperation> Of(ILocalReferenceOperation use) => Of(use.Local, use);

    /// <summary>The same for a place that does not name the local yet.</summary>
    public static IEnumerable<IOperation> Of(ILocalSymbol local, IOperation use)
    {
        var assignments = use.Root().Descendants().Where(operation => Assigns(operation, local)).ToList();
        var sure = assignments.LastOrDefault(assignment => End(assignment) <= Start(use) && RunsBefore(assignment, use));
        if (sure is null)
        {
            return assignments.Select(Value);
        }

        var loop = OutermostLoopAfter(sure, use);
        return assignments
            .Where(assignment => assignment == sure
                || (Start(assignment) > Start(sure) && Start(assignment) < Start(use))
                || (loop is not null && Start(assignment) >= Start(loop) && End(assignment) <= End(loop))
                || !SymbolEqualityComparer.Default.Equals(assignment.EnclosingFunction(), sure.EnclosingFunction()))
            .Select(Value);
    }

    private static bool Assigns(IOperation operation, ILocalSymbol local) => operation switch
    {
        IVariableDeclaratorOperation { Initializer: not null } declarator => SymbolEqualityComparer.Default.Equals(declarator.Symbol, local),
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => SymbolEqualityComparer.Default.Equals(target.Local, local),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => IsOrHolds(argument.Value, local),
        IDeconstructionAssignmentOperation parts => IsOrHolds(parts.Target, local),
        _ => false,
    };

    private static bool IsOrHolds(IOperation target, ILocalSymbol local) =>
        target.DescendantsAndSelf().Any(part => part is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local));

    // What a callee or a deconstruction puts there stands for itself: nobody follows it.
    private static IOperation Value(IOperation assignment) => assignment switch
    {
        IVariableDeclaratorOperation declarator => declarator.Initializer!.Value,
        ISimpleAssignmentOperation simple => simple.Value,
        IArgumentOperation { Parent: { } call } => call,
        _ => assignment,
    };

    // A statement of a block runs before every later statement of that block, and before what those hold.
    private static bool RunsBefore(IOperation assignment, IOperation use)
    {
        var statement = assignment;
        while (statement is IVariableDeclaratorOperation or IVariableDeclarationOperation or IVariableInitializerOperation or IAssignmentOperation or IArgumentOperation or IInvocationOperation or IAwaitOperation)
        {
            statement = statement.Parent!;
        }

        return statement is IVariableDeclarationGroupOperation or IExpressionStatementOperation or IUsingDeclarationOperation
            && statement.Parent is IBlockOperation or IUsingDeclarationOperation
            && use.Ancestors().Contains(statement.Parent is IUsingDeclarationOperation declaration ? declaration.Parent : statement.Parent);
    }

    private static ILoopOperation? OutermostLoopAfter(IOperation sure, IOperation use) =>
        use.Ancestors().OfType<ILoopOperation>().LastOrDefault(loop => Start(loop) > Start(sure));

    private static int Start(IOperation operation) => operation.Syntax.SpanStart;

    private static int End(IOperation operation) => operation.Syntax.Span.End;
}
