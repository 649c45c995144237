using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using GracefulAnalyzers.Signals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services.Streaming;

/// <summary>Finds what is tied to a token of the whole service each time a request comes in, and stays tied to it.</summary>
internal sealed class LinkedSources(ShutdownModel model)
{
    private const string Source = "System.Threading.CancellationTokenSource";

    /// <summary>True when the call ties something to a long-lived token over and over, and nothing unties it again.</summary>
    public bool Leaks(IInvocationOperation call) =>
        (IsLink(call) ? Linked(call).Any(IsLongLived) : IsRegistration(call) && IsLongLived(call.Instance!))
        && !LinkedSourceUse.IsLookedAfter(call)
        && RunsAgainAndAgain(call);

    /// <summary>True when the call makes a linked source; it makes a registration otherwise.</summary>
    public bool IsLink(IInvocationOperation call) =>
        call.TargetMethod.Name == nameof(CancellationTokenSource.CreateLinkedTokenSource) && model.Types.Is(call.TargetMethod.ContainingType, Source);

    private bool IsRegistration(IInvocationOperation call) =>
        call.TargetMethod.Name is nameof(CancellationToken.Register) or "UnsafeRegister" && call.Instance is not null && model.Types.IsCancellationToken(call.TargetMethod.ContainingType);

    private static IEnumerable<IOperation> Linked(IInvocationOperation link) => link.Arguments.SelectMany(static argument =>
        argument.Value is IArrayCreationOperation { Initializer: { } tokens } ? tokens.ElementValues.AsEnumerable() : [argument.Value]);

    private bool IsLongLived(IOperation token) => IsLongLived(token, 4);

    private bool IsLongLived(IOperation token, int left) => left > 0 && token.Unwrapped() switch
    {
        // The token of a local source lives as long as that source.
        IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: ILocalReferenceOperation } => false,
        IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: IFieldReferenceOperation field } => IsOfService(field.Field),
        ILocalReferenceOperation local => ReachingValues.Of(local).ToList() is { Count: > 0 } values && values.TrueForAll(value => IsLongLived(value, left - 1)),
        IFieldReferenceOperation { Field.IsStatic: true } => true,
        var other => model.Signals.Of(other) is var signals && (signals & Signal.Stop) != 0 && (signals & Signal.ClientGone) == 0,
    };

    // A static field, or a field of a type of which there is one.
    private bool IsOfService(IFieldSymbol field) => field.IsStatic || model.Hosting.Of(field.ContainingType) is not null;

    private bool RunsAgainAndAgain(IOperation operation)
    {
        if (model.Requests.OwnerOf(operation) is not { } owner)
        {
            return false;
        }

        return model.Requests.To(owner).Count > 0 || IsInEndlessLoop(operation, owner) || model.Requests.IsReached(owner, HandlesMessages);
    }

    private bool HandlesMessages(IMethodSymbol function) => function.MethodKind switch
    {
        MethodKind.AnonymousFunction => function.DeclaringSyntaxReferences is [var reference] && model.Bodies.OperationAt(reference.GetSyntax()) is { } lambda
            && lambda.Ancestors().Any(outer => outer switch
            {
                IEventAssignmentOperation subscription => model.Queues.Of(subscription)?.Function.Equals(function, SymbolEqualityComparer.Default) == true,
                IInvocationOperation call => model.Queues.Of(call)?.Function.Equals(function, SymbolEqualityComparer.Default) == true,
                _ => false,
            }),
        MethodKind.Ordinary => model.Queues.Of(function) is not null,
        _ => false,
    };

    // One turn of a hosted service's loop is like one request.
    private bool IsInEndlessLoop(IOperation operation, IMethodSymbol owner) =>
        owner.ContainingType is { } type && model.Hosting.Of(type) is not null
        && operation.Ancestors().TakeWhile(static outer => outer is not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            .Any(outer => outer is IWhileLoopOperation or IForLoopOperation { Condition: null } or IForEachLoopOperation { IsAsynchronous: true }
                && ((ILoopOperation)outer).Body.Syntax.Span.Contains(operation.Syntax.Span));
}
