using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2007;

/// <summary>Judges the calls by which a service's loop takes its next message.</summary>
internal sealed class Polls(ShutdownModel model)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>True for a call that waits for the next message; one that is handed a consumer only subscribes it.</summary>
    public bool IsPoll(IInvocationOperation call) =>
        model.Catalogue.RoleOf(call.TargetMethod) == Role.Receive
        && !call.Arguments.Any(argument => argument.Value.Unwrapped().Type is { } type && model.Catalogue.Consumers.Contains(type));

    /// <summary>True when the call could take a token and gets none that a stop fires.</summary>
    public bool LacksStop(IInvocationOperation call) => call.TokenArgument() is { } token
        ? SignalPolicy.Lacks(Role.Receive, model.Get<SignalFlow>().Of(token))
            && (model.Get<SignalFlow>().Of(token) & (Signal.Timeout | Signal.AlreadyFired | Signal.MaybeFired)) == 0
        : TokenSlot.Of(call) is not null;

    /// <summary>The time that such a call waits at most, where its overload would take a token instead; null when there is no such choice.</summary>
    public static IArgumentOperation? TimeInPlaceOfToken(IInvocationOperation call) =>
        call.Arguments is [{ Parameter.Type: var timeType } time] && (timeType.SpecialType == SpecialType.System_Int32 || timeType.IsTimeSpan())
        && call.TargetMethod.ContainingType.GetMembers(call.TargetMethod.Name)
            .Any(static other => other is IMethodSymbol { DeclaredAccessibility: Accessibility.Public, Parameters: [{ Type: var only }] }
                && only.IsCancellationToken())
            ? time
            : null;

    /// <summary>True when the call does not wait at all, or comes back soon by itself and the loop then looks at the stop.</summary>
    public bool ComesBack(IInvocationOperation call, ILoopOperation loop)
    {
        if (TimeOf(call) is { } known)
        {
            return known == TimeSpan.Zero || (known <= Patience && (!WorkBodies.IsUnconditional(loop) || IsObserved(loop)));
        }

        // Received once for a walk over the messages, and again by the loop around that.
        var again = loop is IForEachLoopOperation { Collection: var messages } && messages.Syntax.Span.Contains(call.Syntax.Span)
            ? WorkBodies.LoopAround(loop)
            : loop;
        return model.Catalogue.Has(Trait.InstantReceive, call.TargetMethod)
            && (again is null || !WorkBodies.IsUnconditional(again) || IsObserved(again, besidesPolls: true));
    }

    /// <summary>True when the call may wait so long that to look at the stop between two calls is not enough.</summary>
    public bool IsPatient(IArgumentOperation time) => new Durations(model.Bodies).Of(time.Value) is { } known && known > Patience;

    /// <summary>True when something in the endless loop looks at the stop, or throws at it.</summary>
    /// <param name="loop">Without a condition that could end it.</param>
    /// <param name="besidesPolls">True when the tokens of other receives do not count: to mend one poll must not hide the next.</param>
    public bool IsObserved(ILoopOperation loop, bool besidesPolls = false) => loop.Body.Descendants().Any(operation => operation switch
    {
        IPropertyReferenceOperation { Property.Name: nameof(CancellationToken.IsCancellationRequested) } => true,
        IInvocationOperation { TargetMethod.Name: nameof(CancellationToken.ThrowIfCancellationRequested) } => true,
        IArgumentOperation argument when model.Types.IsCancellationToken(argument.Parameter?.Type) => !(besidesPolls
            && argument.Parent is IInvocationOperation other && IsPoll(other)) && (model.Get<SignalFlow>().Of(argument) & (Signal.Stop | Signal.Unknown)) != 0,
        _ => false,
    });

    /// <summary>True when the source may end by itself: it is completed in the type, or other code can do so.</summary>
    public bool MayComplete(IInvocationOperation call, INamedTypeSymbol type)
    {
        if (call.Instance is not { } reader || reader.Type is not { } readerType || !model.Catalogue.Has(Trait.CompletableSource, readerType))
        {
            return false;
        }

        var source = reader.Unwrapped() is IPropertyReferenceOperation { Instance: { } holder } ? holder : reader;
        return source.Unwrapped() is not IFieldReferenceOperation { Field: { DeclaredAccessibility: Accessibility.Private } field }
            || !SymbolEqualityComparer.Default.Equals(field.ContainingType.OriginalDefinition, type.OriginalDefinition)
            || !model.Bodies.FactsOf(type).AssignedTo(field).All(static value => value.Unwrapped() is IObjectCreationOperation
                || (value.Unwrapped() is IInvocationOperation { TargetMethod.ContainingType: var maker } && maker.IsNamed("System.Threading.Channels.Channel")))
            || type.GetTypeMembers().Add(type).SelectMany(part => model.Bodies.FactsOf(part).All)
                .Any(operation => operation is IFieldReferenceOperation use && SymbolEqualityComparer.Default.Equals(use.Field, field)
                    && (Completes(use) || Escapes(use)));
    }

    // What an instant receive is given hides the message; it does not bound a wait.
    private TimeSpan? TimeOf(IInvocationOperation call) =>
        !model.Catalogue.Has(Trait.InstantReceive, call.TargetMethod)
        && call.Arguments.FirstOrDefault(static argument => !argument.IsOmitted() && argument.Value.Unwrapped().Type.IsTimeSpan()) is { } time
            ? new Durations(model.Bodies).Of(time.Value)
            : null;

    private static bool Completes(IOperation use) => use.Ancestors()
        .TakeWhile(static outer => outer is IPropertyReferenceOperation or IInvocationOperation or IConditionalAccessOperation or IMethodReferenceOperation)
        .Any(static outer => outer switch
        {
            IInvocationOperation call => IsCompletion(call.TargetMethod.Name),
            IMethodReferenceOperation group => IsCompletion(group.Method.Name),
            IConditionalAccessOperation access =>
                access.WhenNotNull.DescendantsAndSelf().Any(static inner => inner is IInvocationOperation call && IsCompletion(call.TargetMethod.Name)),
            _ => false,
        });

    private static bool IsCompletion(string name) => name is "Complete" or "TryComplete" or "CompleteAdding" or "Dispose";

    // Given away as a whole, or as its writer.
    private static bool Escapes(IOperation use) => use.Parent switch
    {
        IPropertyReferenceOperation { Property.Name: "Writer" } writer => writer.Parent is not IInvocationOperation call || call.Instance != writer,
        IPropertyReferenceOperation or IConditionalAccessOperation => false,
        IInvocationOperation call => call.Instance != use,
        ISimpleAssignmentOperation assignment => assignment.Target != use,
        _ => true,
    };
}
