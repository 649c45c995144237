using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Delegates that calls are given, and what their tokens are then.</summary>
internal static class TokenCallbacks
{
    /// <summary>The token or source whose firing runs the callbacks given to the call; null for other calls.</summary>
    public static IOperation? FiresBefore(IInvocationOperation call) =>
        call.TargetMethod is { Name: "Register" or "UnsafeRegister", ContainingType: var type } && type.IsCancellationToken() ? call.Instance : null;

    /// <summary>The call that gets a function as an argument; null when the function is used in another way.</summary>
    public static IInvocationOperation? HandedTo(IOperation function) =>
        Delegates.AsValue(function).Parent is IArgumentOperation { Parent: IInvocationOperation call } ? call : null;

    /// <summary>The local that keeps a function as a delegate; null when it is used in another way.</summary>
    public static ILocalSymbol? KeptBy(IOperation function) => Delegates.AsValue(function).Parent switch
    {
        IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => declarator.Symbol,
        ISimpleAssignmentOperation { Target: ILocalReferenceOperation local } assignment when assignment.Value != local => local.Local,
        _ => null,
    };

    /// <summary>The event that a function is added to; null when it is used in another way.</summary>
    public static IEventSymbol? SubscribedTo(IOperation function) =>
        Delegates.AsValue(function).Parent is IEventAssignmentOperation { Adds: true, EventReference: IEventReferenceOperation source } ? source.Event : null;
}
