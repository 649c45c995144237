using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Hosting;

/// <summary>One function of the work: a method, a local function or a lambda.</summary>
internal readonly record struct WorkBody(IMethodSymbol Function, IOperation Code);

/// <summary>Looks into the code that a service runs in the background.</summary>
internal sealed class WorkBodies(ShutdownModel model, HostedService service)
{
    /// <summary>The function and the functions of the type that it calls, each once; nested lambdas count as functions of their own.</summary>
    public IEnumerable<WorkBody> Reached(IMethodSymbol start)
    {
        var seen = new HashSet<ISymbol>(SymbolEqualityComparer.Default) { start.OriginalDefinition };
        var next = new Queue<(IMethodSymbol Method, int Left)>();
        next.Enqueue((start, CallGraph.Depth));
        while (next.Count > 0)
        {
            var (method, left) = next.Dequeue();
            if (model.Bodies.Of(method) is not { } body)
            {
                continue;
            }

            yield return new WorkBody(method, body);
            foreach (var operation in body.OwnDescendants().Concat(NestedLambdas(body)))
            {
                var callee = operation switch
                {
                    IInvocationOperation call when IsOwn(call) => call.TargetMethod.Definition(),
                    IMethodReferenceOperation reference when reference.Instance is IInstanceReferenceOperation => reference.Method.Definition(),
                    IAnonymousFunctionOperation lambda => lambda.Symbol,
                    _ => null,
                };
                if (callee is not null && left > 0 && seen.Add(callee))
                {
                    next.Enqueue((callee, left - 1));
                }
            }
        }
    }

    /// <summary>False when nothing would be lost if the function were cut: it only logs, counts, or does nothing.</summary>
    public bool IsWorth(IMethodSymbol? body) =>
        body is null || model.Bodies.Of(body) is null
        || Reached(body).SelectMany(static function => function.Code.OwnDescendants()).Any(operation =>
            operation is ILoopOperation || (operation is IAwaitOperation { Operation: var awaited } && !IsPause(awaited))
            || (operation is IInvocationOperation call && !IsOwn(call) && !IsPause(call) && !IsPassing(call) && !IsLight(call.TargetMethod.ContainingType)));

    /// <summary>True when the function connects a broker's consumer and is through: what has to be drained is the consumer, not the function.</summary>
    public bool OnlySubscribes(IMethodSymbol body)
    {
        var code = Reached(body).SelectMany(static function => function.Code.OwnDescendants()).ToList();
        return code.Exists(
            operation => operation is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation { Event.ContainingType: { } consumer } }
                && model.Catalogue.Consumers.Contains(consumer))
            && !code.Exists(static operation => operation is IWhileLoopOperation or IForLoopOperation or IForEachLoopOperation { IsAsynchronous: true });
    }

    /// <summary>A delay or a yield: loses nothing when it is cut.</summary>
    public static bool IsPause(IOperation value) => value.Unconfigured() switch
    {
        IInvocationOperation { TargetMethod: { Name: "Delay" or "Yield", ContainingType: var task } } => task.IsTask(),
        _ => false,
    };

    // Logging, counting and waking somebody up: done before a stop could cut it.
    private bool IsLight(INamedTypeSymbol type) => model.Catalogue.Has(Trait.Light, type) || model.Catalogue.Has(Trait.Logger, type);

    // Ends with the process: a change of its memory, or the wish that it stop.
    private static bool IsPassing(IInvocationOperation call) =>
        call.TargetMethod.Name is "StopApplication" or "ConfigureAwait"
        || call.TargetMethod.ContainingNamespace.ToDisplayString() is "System.Collections.Generic" or "System.Collections.Concurrent";

    /// <summary>True when the work holds a loop that nothing inside it can leave.</summary>
    public bool IsEndless(IMethodSymbol body) =>
        Reached(body).SelectMany(static function => function.Code.OwnDescendants()).OfType<ILoopOperation>()
            .Any(loop => IsUnconditional(loop) && !CanBeLeft(loop));

    /// <summary><c>while (true)</c>, <c>for (;;)</c> and their kin.</summary>
    public static bool IsUnconditional(ILoopOperation loop) => loop switch
    {
        IWhileLoopOperation { Condition: { } condition } => condition.ConstantValue is { HasValue: true, Value: true },
        IForLoopOperation repeat => repeat.Condition is null or { ConstantValue: { HasValue: true, Value: true } },
        _ => false,
    };

    /// <summary>The innermost loop around the operation within its own function.</summary>
    public static ILoopOperation? LoopAround(IOperation operation)
    {
        for (var current = operation.Parent; current is not null and not IAnonymousFunctionOperation and not ILocalFunctionOperation; current = current.Parent)
        {
            if (current is ILoopOperation loop)
            {
                return loop;
            }
        }

        return null;
    }

    /// <summary>True for a call of a local function, or of a method of the type or its bases on this very instance.</summary>
    public bool IsOwn(IInvocationOperation call) =>
        call.TargetMethod.MethodKind == MethodKind.LocalFunction
        || (call.Instance is null or IInstanceReferenceOperation && model.Bodies.Declares(call.TargetMethod)
            && service.Type.IsOrDerivesFrom(call.TargetMethod.ContainingType.OriginalDefinition));

    /// <summary>Waits between pieces of work, and takes the next piece: what a stop may interrupt.</summary>
    public bool IsInterruptible(IInvocationOperation call) => model.Catalogue.RoleOf(call.TargetMethod) is Role.Wait or Role.Receive && !IsLock(call);

    // A semaphore that the same function releases guards something; it does not wait for a time or an event.
    private static bool IsLock(IInvocationOperation call) =>
        call.Instance?.Type.IsSemaphore() == true && call.Root().Descendants().OfType<IInvocationOperation>()
            .Any(other => other is { TargetMethod.Name: "Release", Instance.Type: var type } && type.IsSemaphore());

    private static bool CanBeLeft(ILoopOperation loop) => loop.Body.DescendantsAndSelf().Any(operation =>
        operation is IBranchOperation { BranchKind: BranchKind.Break or BranchKind.GoTo } or IReturnOperation or IThrowOperation
        || (operation is IInvocationOperation call
            && call.Arguments.Any(argument => !argument.IsOmitted() && argument.Value.Type.IsCancellationToken() && !IsNone(argument.Value))));

    /// <summary>True for a token that is written out and never fires.</summary>
    public static bool IsNone(IOperation token) =>
        token.Unwrapped() is IDefaultValueOperation or ILiteralOperation or IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.None) };

    private static IEnumerable<IOperation> NestedLambdas(IOperation body) => body.Descendants().OfType<IAnonymousFunctionOperation>();
}
