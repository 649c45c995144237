using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Queues;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;

/// <summary>Decides whether anything keeps a handler from doing a message's work twice; any sign of it counts.</summary>
internal sealed class IdempotencyGuards(ShutdownModel model)
{
    private readonly ResultExists _exists = new(model);
    private readonly Claims _claims = new(model);

    /// <param name="handler">The handler as a whole.</param>
    /// <param name="reached">Everything that runs for a message.</param>
    /// <param name="effects">The costly calls among them.</param>
    public bool Protect(QueueHandler handler, IReadOnlyList<ReachedOperation> reached, IReadOnlyList<ReachedOperation> effects) =>
        reached.Any(step => IsAbstraction(step.Operation) || RunsOnce(step.Operation, effects)
            || _claims.Guards(step.Operation) || _exists.Guards(step.Operation, effects)
            || (Claims.KeysRequest(step.Operation) && effects.Any(effect => SymbolEqualityComparer.Default.Equals(effect.Function, step.Function))))
        || model.Get<IdempotencyInfrastructure>().Guards(handler);

    private static bool IsAbstraction(IOperation operation) => operation switch
    {
        IInvocationOperation call => GuardNames.IsAbstraction(call.Instance?.Type ?? call.TargetMethod.ContainingType)
            || (call.TargetMethod.IsExtensionMethod && GuardNames.IsAbstraction(call.TargetMethod.ContainingType)),
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member =>
            GuardNames.IsAbstraction(member.Member) || GuardNames.IsAbstraction(member.Type),
        IParameterReferenceOperation parameter => GuardNames.IsAbstraction(parameter.Type),
        _ => false,
    };

    // GetOrAddAsync(key, work), whoever owns it; and work handed with the message's id to code that nobody sees.
    private bool RunsOnce(IOperation operation, IReadOnlyList<ReachedOperation> effects) =>
        operation is IInvocationOperation call && (GuardNames.RunsOnce(call.TargetMethod) || IsHandedWithId(call))
        && effects.SelectMany(effect => effect.Path()).Any(step =>
            step.Operation != call && call.Syntax.SyntaxTree == step.Operation.Syntax.SyntaxTree && call.Syntax.Span.Contains(step.Operation.Syntax.Span));

    private bool IsHandedWithId(IInvocationOperation call) => (call.TargetMethod.IsAbstract || !model.Bodies.Declares(call.TargetMethod))
        && !call.TargetMethod.IsStatic
        && call.Arguments.Any(argument => argument.Parameter?.Type.TypeKind == TypeKind.Delegate)
        && call.Arguments.Any(argument => argument.Parameter?.Type.TypeKind != TypeKind.Delegate && argument.Value.MentionsIdentity(model));
}
