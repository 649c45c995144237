using System.Collections.Concurrent;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>What a walk has learnt about a parameter or member, for later walks.</summary>
/// <param name="Steps">What a walk that does not know the answer has to go for it: a walk is as long as it is, whoever went before.</param>
/// <param name="IsFree">False for a symbol on a circle: there the answer is another one for walks that enter the circle elsewhere.</param>
internal readonly record struct TokenAnswer(Signal Signals, int Steps, bool IsFree);

/// <summary>One walk from a token expression back to where its token comes from; what leads in a circle adds nothing.</summary>
internal sealed class TokenTrace(ShutdownModel model, ConcurrentDictionary<ISymbol, TokenAnswer> known)
{
    // Real code needs a dozen; beyond this the answer is not worth the time, and nothing is told.
    private const int MaxSteps = 400;

    // Each question with its depth.
    private readonly Dictionary<object, int> _open = [];

    // The depth of the outermost question that one of those being answered came back to.
    private int _circle = int.MaxValue;
    private int _steps;

    /// <summary>The signals of a token expression; Unknown when nothing can be told.</summary>
    public Signal Of(IOperation expression) => Told(OfToken(expression));

    /// <summary>The signals of what a source hands out.</summary>
    public Signal OfSource(IOperation source) => Told(new SourceTrace(model, this).Of(source));

    /// <summary>The signals of a token that a variable holds at a place which does not name it yet.</summary>
    public Signal Of(ISymbol token, IOperation at) => Told(token switch
    {
        IParameterSymbol parameter => OfParameterValues(parameter, ReachingValues.Of(parameter, at), at.Syntax),
        ILocalSymbol local => UnionOrUnknown(ReachingValues.Of(local, at), OfToken),
        IPropertySymbol property when model.Catalogue.SignalOf(property) is { } signal => signal,
        IFieldSymbol or IPropertySymbol => OfMember(token),
        _ => Signal.Unknown,
    });

    /// <summary>The signals of what a source hands out that a variable holds at a place which does not name it yet.</summary>
    public Signal OfSource(ISymbol source, IOperation at) => Told(new SourceTrace(model, this).Of(source, at));

    /// <summary>As <see cref="Of(IOperation)"/>, but Nothing when the walk came back to where it has been.</summary>
    public Signal OfToken(IOperation expression)
    {
        if (!Step())
        {
            return Signal.Unknown;
        }

        switch (expression.Unwrapped())
        {
            case IDefaultValueOperation or ILiteralOperation:
                return Signal.Never;
            case IThrowOperation:
                return Signal.Nothing;
            case IArgumentOperation argument:
                return argument.IsOmitted() ? Signal.Never : OfToken(argument.Value);
            case IObjectCreationOperation creation:
                return OfNew(creation);
            case IParameterReferenceOperation parameter:
                return OfParameterUse(parameter);
            case ILocalReferenceOperation local:
                return Once(local.Syntax, () => UnionOrUnknown(ReachingValues.Of(local), OfToken));
            case IFieldReferenceOperation { Field.ContainingType.IsTupleType: true } element:
                return OfElement(element);
            case IFieldReferenceOperation field:
                return OfMember(field.Field);
            case IPropertyReferenceOperation property:
                return OfProperty(property);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return OneOf([OfToken(conditional.WhenTrue), OfToken(whenFalse)]);
            case ICoalesceOperation coalesce:
                return OneOf([OfToken(coalesce.Value), OfToken(coalesce.WhenNull)]);
            case ISwitchExpressionOperation choice:
                return OneOf([.. choice.Arms.Select(arm => OfToken(arm.Value))]);
            case IConditionalAccessOperation access:
                return OfToken(access.WhenNotNull);
            case ISimpleAssignmentOperation assignment:
                return OfToken(assignment.Value);
            case IInvocationOperation call:
                return OfCall(call);
            default:
                return Signal.Unknown;
        }
    }

    /// <summary>The union of what several expressions carry; Nothing when there are none.</summary>
    public static Signal Union(IEnumerable<IOperation> values, Func<IOperation, Signal> follow) =>
        values.Aggregate(Signal.Nothing, (all, value) => all | follow(value));

    /// <summary>What a value that is one of several carries; Unknown when there is no value to follow.</summary>
    public static Signal UnionOrUnknown(IEnumerable<IOperation> values, Func<IOperation, Signal> follow)
    {
        var list = values as ICollection<IOperation> ?? values.ToList();
        return list.Count == 0 ? Signal.Unknown : OneOf([.. list.Select(follow)]);
    }

    // A token that is made cancelled, for one case of several, says nothing about the others.
    private static Signal OneOf(IReadOnlyCollection<Signal> alternatives) => alternatives.Aggregate(
        Signal.Nothing,
        (all, one) => all
            | (one == Signal.AlreadyFired && alternatives.Any(static other => other is not (Signal.AlreadyFired or Signal.Nothing)) ? Signal.Unknown : one));

    /// <summary>Asks unless the same question is being answered further up.</summary>
    public Signal Once(object question, Func<Signal> answer)
    {
        if (_open.TryGetValue(question, out var depth))
        {
            _circle = Math.Min(_circle, depth);
            return Signal.Nothing;
        }

        _open.Add(question, _open.Count);
        var signals = answer();
        _open.Remove(question);
        return signals;
    }

    /// <summary>Goes one step further; false when the walk is too long already.</summary>
    public bool Step() => ++_steps <= MaxSteps;

    private Signal Told(Signal signals) => signals == Signal.Nothing || _steps > MaxSteps ? Signal.Unknown : signals;

    private static Signal OfNew(IObjectCreationOperation creation) => creation.Arguments switch
    {
        [] => Signal.Never,
        [{ Value.ConstantValue: { HasValue: true, Value: bool isCancelled } }] => isCancelled ? Signal.AlreadyFired : Signal.Never,
        _ => Signal.Unknown,
    };

    // Nobody may be able to tell from an answer or from the steps taken whether it was known: findings would depend on the order of files.
    private Signal Whole(ISymbol symbol, Func<Signal> answer)
    {
        if (known.TryGetValue(symbol, out var learnt) && (learnt.IsFree || _open.Count == 0))
        {
            _steps += learnt.Steps;
            return learnt.Signals;
        }

        var (depth, steps, circle) = (_open.Count, _steps, _circle);
        _circle = int.MaxValue;
        var signals = Once(symbol, answer);
        var isFree = _circle > depth;
        if (_steps <= MaxSteps && (isFree || depth == 0))
        {
            known.TryAdd(symbol, new(signals, _steps - steps, isFree));
        }

        _circle = Math.Min(_circle, circle);
        return signals;
    }

    private Signal OfParameterUse(IParameterReferenceOperation use) => OfParameterValues(use.Parameter, ReachingValues.Of(use), use.Syntax);

    private Signal OfParameterValues(IParameterSymbol parameter, (IReadOnlyList<IOperation> Values, bool KeepsInitial) reaching, SyntaxNode at)
    {
        var assigned = reaching.Values.Count == 0 ? Signal.Nothing : Once(at, () => Union(reaching.Values, OfToken));
        return reaching.KeepsInitial ? assigned | OfParameter(parameter) : assigned;
    }

    private Signal OfParameter(IParameterSymbol parameter) => Whole(parameter, () => new ParameterTrace(model, this).Of(parameter));

    private Signal OfElement(IFieldReferenceOperation element)
    {
        var field = element.Field.CorrespondingTupleField ?? element.Field;
        return element.Instance is { } instance
            && Deconstruction.TupleOf(instance) is { } tuple
            && field.Name.StartsWith("Item", StringComparison.Ordinal)
            && int.TryParse(field.Name.Substring("Item".Length), out var position) && position >= 1 && position <= tuple.Elements.Length
                ? OfToken(tuple.Elements[position - 1])
                : Signal.Unknown;
    }

    private Signal OfMember(ISymbol member) => model.Bodies.Declares(member) ? Whole(member, () => OfValues(member)) : Signal.Unknown;

    private Signal OfValues(ISymbol member)
    {
        var (values, isOpen) = new MemberTrace(model).ValuesOf(member);
        return (isOpen ? Signal.Unknown : Signal.Nothing) | UnionOrUnknown(values, OfToken);
    }

    private Signal OfProperty(IPropertyReferenceOperation reference)
    {
        var property = reference.Property;
        if (model.Catalogue.SignalOf(property) is { } signal)
        {
            return signal;
        }

        if (model.Types.IsCancellationToken(property.ContainingType) && property.Name == nameof(CancellationToken.None))
        {
            return Signal.Never;
        }

        if (property.Name == nameof(CancellationTokenSource.Token) && model.Types.Is(property.ContainingType, "System.Threading.CancellationTokenSource"))
        {
            return reference.Instance is { } source ? new SourceTrace(model, this).Of(source) : Signal.Unknown;
        }

        if (property is { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T })
        {
            return reference.Instance is { } nullable ? OfToken(nullable) : Signal.Unknown;
        }

        var members = new MemberTrace(model);
        return members.GivenTo(reference) is { } given ? OfToken(given)
            : members.PrimaryParameterOf(property) is { } parameter ? OfParameter(parameter)
            : OfMember(property);
    }

    private Signal OfCall(IInvocationOperation call)
    {
        if (model.Catalogue.SignalOfResult(call.TargetMethod) is { } signal)
        {
            return signal;
        }

        if (call is { TargetMethod: { Name: "GetValueOrDefault", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
            Instance: { } nullable })
        {
            return OfToken(nullable);
        }

        return call.TargetMethod is { IsVirtual: false, IsOverride: false, IsAbstract: false } method && model.Bodies.Declares(method)
            ? Once(method.OriginalDefinition, () => UnionOrUnknown(MemberTrace.ReturnedBy(model.Bodies.Of(method.OriginalDefinition)), OfToken))
            : Signal.Unknown;
    }
}
