using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>What the token of a source carries: what it is linked to, its timeout, and the occasions on which code in sight cancels it.</summary>
internal sealed class SourceTrace(ShutdownModel model, TokenTrace trace)
{
    public Signal Of(IOperation source)
    {
        if (!trace.Step())
        {
            return Signal.Unknown;
        }

        switch (source.Unwrapped())
        {
            case IDefaultValueOperation or ILiteralOperation or IThrowOperation:
                return Signal.Nothing;
            case IObjectCreationOperation creation:
                return OfNew(creation);
            case IInvocationOperation call:
                return OfCall(call);
            case ILocalReferenceOperation local:
                return OfVariable(local, local.Local, ReachingValues.Of(local).ToList(), local.Root().Descendants());
            case IFieldReferenceOperation field when model.Bodies.Declares(field.Field):
                return OfMember(field, field.Field);
            case IPropertyReferenceOperation property when model.Bodies.Declares(property.Property):
                return OfMember(property, property.Property);
            case IParameterReferenceOperation parameter:
                return OfParameter(parameter);
            case ICoalesceOperation coalesce:
                return Of(coalesce.Value) | Of(coalesce.WhenNull);
            case ICoalesceAssignmentOperation assignment:
                return Of(assignment.Target) | Of(assignment.Value);
            case ISimpleAssignmentOperation assignment:
                return Of(assignment.Value);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return Of(conditional.WhenTrue) | Of(whenFalse);
            case IConditionalAccessInstanceOperation instance when instance.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault() is { } access:
                return Of(access.Operation);
            default:
                return Signal.Unknown;
        }
    }

    /// <summary>The same for a local, field or property at a place that does not name it yet.</summary>
    public Signal Of(ISymbol source, IOperation at)
    {
        switch (source)
        {
            case ILocalSymbol local:
                return OfVariable(at, local, ReachingValues.Of(local, at).ToList(), at.Root().Descendants());
            case IFieldSymbol or IPropertySymbol when model.Bodies.Declares(source):
                return OfMember(at, source);
            default:
                return Signal.Unknown;
        }
    }

    private static Signal OfNew(IObjectCreationOperation creation) => creation.Arguments.IsEmpty
        // Whoever cancels it decides what it means; a source without a variable has nobody.
        ? Signal.Nothing
        : creation.Arguments[0].Value.Unwrapped() switch
        {
            { ConstantValue: { HasValue: true, Value: -1 } } => Signal.Nothing,
            IFieldReferenceOperation { Field.Name: nameof(Timeout.InfiniteTimeSpan) } => Signal.Nothing,
            _ => Signal.Timeout,
        };

    private Signal OfCall(IInvocationOperation call)
    {
        if (TokenLinks.Of(call) is not { } tokens)
        {
            return call.TargetMethod is { IsVirtual: false, IsOverride: false, IsAbstract: false } method && model.Bodies.Declares(method)
                ? trace.Once(method.OriginalDefinition, () => TokenTrace.UnionOrUnknown(MemberTrace.ReturnedBy(model.Bodies.Of(method.OriginalDefinition)), Of))
                : Signal.Unknown;
        }

        // Never adds nothing to a link, unless there is nothing else.
        var all = TokenTrace.Union(tokens, trace.OfToken);
        return (all & ~Signal.Never) is var others and not Signal.Nothing ? others : all;
    }

    private Signal OfMember(IMemberReferenceOperation reference, ISymbol member)
    {
        return reference.Instance is null or IInstanceReferenceOperation ? OfMember((IOperation)reference, member) : Signal.Unknown;
    }

    private Signal OfMember(IOperation at, ISymbol member)
    {
        var (values, isOpen) = new MemberTrace(model).ValuesOf(member);
        return OfVariable(at, member, values, model.Bodies.FactsOf(member.ContainingType).All) | (isOpen ? Signal.Unknown : Signal.Nothing);
    }

    private Signal OfVariable(IOperation use, ISymbol variable, IReadOnlyCollection<IOperation> values, IEnumerable<IOperation> scope) =>
        trace.Once(variable, () =>
        {
            var made = TokenTrace.UnionOrUnknown(values, Of);
            var cancelled = new SourceCancellation(model, trace).Of(variable, use, scope);
            return made == Signal.Nothing && cancelled == Signal.Nothing ? Signal.Unknown : made | cancelled;
        });

    private Signal OfParameter(IParameterReferenceOperation use)
    {
        if (use.Parameter.ContainingSymbol is not IMethodSymbol function || Variables.AssignmentsOf(use.Parameter, use.Root()).Count > 0)
        {
            return Signal.Unknown;
        }

        var callers = TokenCallers.Of(function, model);
        return callers is { IsComplete: true, Groups.Count: 0, Calls.Count: > 0 }
            ? trace.Once(use.Parameter,
                () => TokenTrace.Union(callers.Calls, call => TokenCallers.Passed(call, use.Parameter) is { } argument ? Of(argument.Value) : Signal.Unknown))
            : Signal.Unknown;
    }
}
