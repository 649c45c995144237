using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1009;

/// <summary>Finds what is tied to a token of the whole service each time a request comes in, and stays tied to it.</summary>
internal sealed class LinkedSources(ShutdownModel model)
{
    private const string Source = "System.Threading.CancellationTokenSource";

    /// <summary>True when the call ties something to a long-lived token over and over, and nothing unties it again.</summary>
    public bool Leaks(IInvocationOperation call) =>
        (IsLink(call) ? Linked(call).Any(IsLongLived) : IsRegistration(call) && IsLongLived(call.Instance!))
        && !LinkedSourceUse.IsLookedAfter(call)
        && !IsOnce(call)
        && RunsAgainAndAgain(call);

    /// <summary>True when the call makes a linked source; it makes a registration otherwise.</summary>
    public bool IsLink(IInvocationOperation call) =>
        call.TargetMethod.Name == nameof(CancellationTokenSource.CreateLinkedTokenSource) && model.Types.Is(call.TargetMethod.ContainingType, Source);

    private bool IsRegistration(IInvocationOperation call) =>
        call.TargetMethod.Name is nameof(CancellationToken.Register) or "UnsafeRegister" && call.Instance is not null
            && model.Types.IsCancellationToken(call.TargetMethod.ContainingType);

    private static IEnumerable<IOperation> Linked(IInvocationOperation link) => link.Arguments.SelectMany(static argument =>
        argument.Value is IArrayCreationOperation { Initializer: { } tokens } ? tokens.ElementValues.AsEnumerable() : [argument.Value]);

    private bool IsLongLived(IOperation token) => IsLongLived(token, 4);

    private bool IsLongLived(IOperation token, int left) => left > 0 && token.Unwrapped() switch
    {
        // The token of a local source lives as long as that source.
        IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: ILocalReferenceOperation } => false,
        IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: IFieldReferenceOperation field } =>
            IsOfService(field.Field),
        ILocalReferenceOperation local =>
            ReachingValues.Of(local).ToList() is { Count: > 0 } values && values.TrueForAll(value => IsLongLived(value, left - 1)),
        IFieldReferenceOperation { Field.IsStatic: true } => true,
        var other => model.Get<SignalFlow>().Of(other) is var signals && (signals & Signal.Stop) != 0 && (signals & Signal.ClientGone) == 0,
    };

    // Behind a flag that the same code sets, or in `??=`, it happens once.
    private static bool IsOnce(IInvocationOperation call)
    {
        var root = call.Root();
        IOperation child = call;
        foreach (var parent in call.Ancestors().TakeWhile(static outer => outer is not (IAnonymousFunctionOperation or ILocalFunctionOperation)))
        {
            var isOnce = parent switch
            {
                ICoalesceAssignmentOperation assignment => assignment.Target is IMemberReferenceOperation,
                IConditionalOperation choice => child != choice.Condition && IsFlag(choice.Condition, root),
                IBlockOperation block => IsBehindExit(block, child, root),
                _ => false,
            };
            if (isOnce)
            {
                return true;
            }

            child = parent;
        }

        return false;
    }

    private static bool IsBehindExit(IBlockOperation block, IOperation child, IOperation root) => block.Operations.TakeWhile(statement => statement != child)
        .Any(statement => statement is IConditionalOperation exit && FiredPaths.After(exit.WhenTrue).IsUnreachable && IsFlag(exit.Condition, root));

    // What leaves the loop in the same breath does not come round again.
    private static bool IsLastTurn(IOperation operation, ILoopOperation loop)
    {
        var child = operation;
        foreach (var parent in operation.Ancestors().TakeWhile(outer => outer != loop))
        {
            if (parent is IBlockOperation block && block.Operations.SkipWhile(statement => statement != child).Any(statement => Leaves(statement, loop)))
            {
                return true;
            }

            child = parent;
        }

        return false;
    }

    private static bool Leaves(IOperation statement, ILoopOperation loop) =>
        statement is IReturnOperation or IThrowOperation or IExpressionStatementOperation { Operation: IThrowOperation }
        || (statement is IBranchOperation branch && SymbolEqualityComparer.Default.Equals(branch.Target, loop.ExitLabel));

    private static bool IsFlag(IOperation condition, IOperation root) => condition.DescendantsAndSelf().Any(part =>
        (part is IInvocationOperation { TargetMethod.ContainingType: var type } && type.IsNamed("System.Threading.Interlocked"))
        || (part is IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } flag
            && Variables.AssignmentsOf(flag.Member.OriginalDefinition, root).Count > 0));

    // A static field, or a field of a type of which there is one.
    private bool IsOfService(IFieldSymbol field) => field.IsStatic || model.Get<HostedServices>().Of(field.ContainingType) is not null;

    private bool RunsAgainAndAgain(IOperation operation)
    {
        if (model.Get<RequestPaths>().OwnerOf(operation) is not { } owner)
        {
            return false;
        }

        return model.Get<RequestPaths>().To(owner).Count > 0 || IsInEndlessLoop(operation, owner)
            || model.Get<RequestPaths>().IsReached(owner, HandlesMessages);
    }

    private bool HandlesMessages(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.AnonymousFunction => function.DeclaringSyntaxReferences is [var reference] && model.Bodies.OperationAt(reference.GetSyntax()) is { } lambda
            && lambda.Ancestors().Any(outer => outer switch
            {
                IEventAssignmentOperation subscription =>
                    model.Get<QueueHandlers>().Of(subscription)?.Function.Equals(function, SymbolEqualityComparer.Default) == true,
                IInvocationOperation call => model.Get<QueueHandlers>().Of(call)?.Function.Equals(function, SymbolEqualityComparer.Default) == true,
                _ => false,
            }),
        MethodKind.Ordinary => model.Get<QueueHandlers>().Of(function) is not null,
        _ => false,
    };

    // One turn of a hosted service's loop is like one request.
    private bool IsInEndlessLoop(IOperation operation, IMethodSymbol owner) =>
        owner.ContainingType is { } type && model.Get<HostedServices>().Of(type) is not null
        && operation.Ancestors().TakeWhile(static outer => outer is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            .Any(outer => outer is IWhileLoopOperation or IForLoopOperation { Condition: null } or IForEachLoopOperation { IsAsynchronous: true }
                && ((ILoopOperation)outer).Body.Syntax.Span.Contains(operation.Syntax.Span)
                && !IsLastTurn(operation, (ILoopOperation)outer));
}
