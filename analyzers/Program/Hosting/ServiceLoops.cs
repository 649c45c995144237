using System.Collections.Concurrent;
using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>A loop that a hosted service runs until it is told to stop.</summary>
/// <param name="Function">The innermost function around the loop.</param>
/// <param name="Functions">All functions that the service runs in its background.</param>
internal sealed record ServiceLoop(HostedService Service, ILoopOperation Loop, IMethodSymbol Function, ImmutableArray<WorkBody> Functions);

/// <summary>Recognises the loops of hosted services: those of ExecuteAsync, of work that a stop drains, and of what both call in their type.</summary>
internal sealed class ServiceLoops(ShutdownModel model)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, ImmutableArray<WorkBody>> _functions = new(SymbolEqualityComparer.Default);

    /// <summary>The service's loop at whose own level the call stands; null when the call is deeper, or elsewhere.</summary>
    public ServiceLoop? Around(IInvocationOperation call)
    {
        if (WorkBodies.LoopAround(call) is not { } loop || !RunsUntilStopped(loop)
            || model.Bodies.ModelOf(call.Syntax.SyntaxTree).GetEnclosingSymbol(call.Syntax.SpanStart) is not IMethodSymbol { ContainingType: { } type } function
            || model.Get<HostedServices>().Of(type) is not { } service || IsHandler(call) || IsAfterStop(call) || HasStopped(function, loop))
        {
            return null;
        }

        var functions = _functions.TryGetValue(type, out var known) ? known : _functions.GetOrAdd(type, FunctionsOf(service));
        return functions.Any(body => SymbolEqualityComparer.Default.Equals(body.Function, function))
            ? new ServiceLoop(service, loop, function, functions)
            : null;
    }

    // A loop that begins when the stop has come drains what is left, by a bound of its own: there is no further stop to look at.
    private bool HasStopped(IMethodSymbol function, ILoopOperation loop) => function.Parameters.Any(parameter =>
        parameter.Type.IsCancellationToken() && (model.Get<SignalFlow>().Of(parameter, loop) & Signal.AlreadyFired) != 0);

    /// <summary>True when the next item decides whether the loop goes on.</summary>
    public bool IsFed(ILoopOperation loop) =>
        Asked(loop)?.DescendantsAndSelf()
            .Any(operation => operation is IInvocationOperation call && model.Catalogue.RoleOf(call.TargetMethod) == Role.Receive) == true;

    /// <summary>True for a loop without an end of its own, whatever token it looks at.</summary>
    public bool IsOpenEnded(ILoopOperation loop) =>
        WorkBodies.IsUnconditional(loop) || IsFed(loop)
        || Asked(loop)?.DescendantsAndSelf()
            .Any(static operation => operation is IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" } || IsCheck(operation)) == true;

    private bool RunsUntilStopped(ILoopOperation loop) =>
        (WorkBodies.IsUnconditional(loop) && !EndsWithWork(loop)) || IsFed(loop) || Asked(loop)?.DescendantsAndSelf().Any(AsksStop) == true;

    // Attempts at one piece of work are over when it is done: a way out that neither the stop nor a failure opens.
    private bool EndsWithWork(ILoopOperation loop) => loop.Body.OwnDescendants().Any(operation =>
        (operation is IReturnOperation { Syntax: ReturnStatementSyntax }
            || (operation is IBranchOperation { BranchKind: BranchKind.Break } exit && SymbolEqualityComparer.Default.Equals(exit.Target, loop.ExitLabel)))
        && !operation.Ancestors().TakeWhile(outer => outer != loop).Any(IsForcedWay));

    private bool IsForcedWay(IOperation outer) => outer switch
    {
        ICatchClauseOperation => true,
        IConditionalOperation branch => branch.Condition.DescendantsAndSelf().Any(operation => IsCheck(operation)
            || (operation is IInvocationOperation call && model.Catalogue.RoleOf(call.TargetMethod) is Role.Wait or Role.Receive)
            || (model.Types.IsCancellationToken(operation.Type) && (model.Get<SignalFlow>().Of(operation) & (Signal.Stop | Signal.Unknown)) != 0)),
        _ => false,
    };

    private static IOperation? Asked(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation repeat => repeat.Condition,
        IForLoopOperation repeat => repeat.Condition,
        IForEachLoopOperation each => each.Collection,
        _ => null,
    };

    // A source's own property says nothing about who cancels it, but in a service's loop it can only mean the stop.
    private bool AsksStop(IOperation operation) => operation switch
    {
        IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested), Instance: { } token } =>
            token.Type.IsCancellationTokenSource() || (model.Get<SignalFlow>().Of(token) & (Signal.Stop | Signal.Unknown)) != 0,
        IInvocationOperation { TargetMethod.Name: "WaitForNextTickAsync" } => true,
        _ => false,
    };

    private static bool IsCheck(IOperation operation) =>
        operation is IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) };

    // Where only a stop leads there is no further one to wait for: the last pause, the rest of the queue.
    private static bool IsAfterStop(IOperation call)
    {
        for (var (inner, outer) = (call, call.Parent);
            outer is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation;
            (inner, outer) = (outer, outer.Parent))
        {
            if (outer switch
            {
                IConditionalOperation branch => branch.WhenTrue == inner && Demands(branch.Condition),
                ICatchClauseOperation clause when clause.ExceptionType.IsCancellation() => true,
                IBlockOperation block => block.Operations.TakeWhile(statement => statement != inner).Any(EndsWithStop),
                _ => false,
            })
            {
                return true;
            }
        }

        return false;
    }

    private static bool Demands(IOperation condition) => condition.Unwrapped() switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.ConditionalAnd } both => Demands(both.LeftOperand) || Demands(both.RightOperand),
        var single => IsCheck(single),
    };

    private static bool EndsWithStop(IOperation statement) => statement switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.DescendantsAndSelf().Any(IsCheck),
        ITryOperation attempt => attempt.Body.Operations.Any(EndsWithStop),
        _ => false,
    };

    private ImmutableArray<WorkBody> FunctionsOf(HostedService service)
    {
        // What a stop does not drain is mended as a whole by the rule about it.
        var undrained = model.Get<UndrainedServices>().UndrainedBy(service)?.Started ?? ImmutableArray<StartedWork>.Empty;
        var left = Reached(service, undrained.Select(static work => work.Body)).Select(static body => body.Function);
        var started = new StartedWorkFinder(model, service).Find().Select(static work => work.Body).Append(service.Execute);
        var mended = new HashSet<ISymbol>(left, SymbolEqualityComparer.Default);
        return Reached(service, started).Where(body => !mended.Contains(body.Function)).ToImmutableArray();
    }

    private IEnumerable<WorkBody> Reached(HostedService service, IEnumerable<IMethodSymbol?> starts) =>
        starts.OfType<IMethodSymbol>().SelectMany(new WorkBodies(model, service).Reached)
            .GroupBy(static body => body.Function, SymbolEqualityComparer.Default).Select(static group => group.First());

    // A handler of an event runs whenever the event does.
    private static bool IsHandler(IOperation call) =>
        Fates.Enclosing<IAnonymousFunctionOperation>(call) is { } lambda
            && lambda.Ancestors().TakeWhile(static outer => outer is IDelegateCreationOperation or IConversionOperation or IEventAssignmentOperation)
            .Any(static outer => outer is IEventAssignmentOperation);
}
