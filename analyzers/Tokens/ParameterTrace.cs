using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>What callers, frameworks among them, pass for a token parameter.</summary>
internal sealed class ParameterTrace(ShutdownModel model, TokenTrace trace)
{
    public Signal Of(IParameterSymbol parameter)
    {
        if (parameter.RefKind is RefKind.Ref or RefKind.Out || parameter.ContainingSymbol is not IMethodSymbol function
            || !TypeOf(parameter).IsCancellationToken())
        {
            return Signal.Unknown;
        }

        if (model.Catalogue.SignalOfParameterOf(function) is { } known)
        {
            return known;
        }

        if (model.Get<IHostMeaning>().IsRequestHandler(function))
        {
            return Signal.ClientGone;
        }

        return function.MethodKind == MethodKind.AnonymousFunction
            ? model.Bodies.Of(function) is IAnonymousFunctionOperation lambda ? OfDelegate(lambda, parameter) : Signal.Unknown
            : OfCalls(function, parameter);
    }

    private static ITypeSymbol TypeOf(IParameterSymbol parameter) =>
        parameter.Type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var inner] }
            ? inner
            : parameter.Type;

    private Signal OfCalls(IMethodSymbol function, IParameterSymbol parameter)
    {
        var callers = TokenCallers.Of(function, model);
        if (!callers.IsComplete || callers.Calls.Count + callers.Groups.Count == 0)
        {
            return Signal.Unknown;
        }

        return TokenTrace.Union(callers.Calls, call => OfCall(call, parameter))
            | TokenTrace.Union(callers.Groups, group => OfDelegate(group, parameter));
    }

    private Signal OfCall(IOperation call, IParameterSymbol parameter)
    {
        if (TokenCallers.Passed(call, parameter) is not { } passed)
        {
            return Signal.Unknown;
        }

        var signals = OfArgument(passed);
        return parameter.IsFilledByEnumeration() && call is IInvocationOperation iterator ? signals | OfEnumeration(iterator, signals) : signals;
    }

    private Signal OfArgument(IArgumentOperation argument)
    {
        var carried = trace.OfToken(argument);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(argument);
    }

    // An iterator's token fires with its argument or with the token that it is enumerated with.
    private Signal OfEnumeration(IInvocationOperation iterator, Signal passed)
    {
        IOperation sequence = iterator;
        while (sequence.Parent is IConversionOperation)
        {
            sequence = sequence.Parent;
        }

        return sequence.Parent switch
        {
            IForEachLoopOperation => passed,
            IArgumentOperation { Parent: IInvocationOperation { TargetMethod.Name: "WithCancellation" } with } when with.TokenArgument() is { } token =>
                OfArgument(token),
            IInvocationOperation { TargetMethod.Name: "WithCancellation" or "GetAsyncEnumerator" } with when with.TokenArgument() is { } token =>
                OfArgument(token),
            _ => Signal.Unknown,
        };
    }

    // What a delegate's token is, judged by who gets the delegate.
    private Signal OfDelegate(IOperation function, IParameterSymbol parameter)
    {
        if (TokenCallbacks.HandedTo(function) is { } call)
        {
            return OfCallback(call, function, parameter);
        }

        if (TokenCallbacks.KeptBy(function) is not { } kept)
        {
            return Signal.Unknown;
        }

        var signals = Signal.Nothing;
        foreach (var use in function.Root().Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, kept)))
        {
            if (use.Parent is not ISimpleAssignmentOperation assignment || assignment.Target != use)
            {
                signals |= OfInvoked(use, parameter);
            }
        }

        return signals;
    }

    private Signal OfInvoked(IOperation delegateValue, IParameterSymbol parameter)
    {
        var called = delegateValue.Parent is IConditionalAccessOperation access && access.Operation == delegateValue
            ? access.WhenNotNull
            : delegateValue.Parent;
        return called is IInvocationOperation { TargetMethod.MethodKind: MethodKind.DelegateInvoke } invocation
            ? OfCall(invocation, parameter)
            : TokenCallbacks.HandedTo(delegateValue) is { } call ? OfCallback(call, delegateValue, parameter) : Signal.Unknown;
    }

    private Signal OfCallback(IInvocationOperation call, IOperation function, IParameterSymbol parameter)
    {
        if (TokenCallbacks.FiresBefore(call) is { } fired)
        {
            return trace.OfToken(fired) | Signal.AlreadyFired;
        }

        if (model.Catalogue.SignalOfDelegateOf(call.TargetMethod) is { } known)
        {
            return known;
        }

        if (model.Catalogue.Has(Trait.Forwarder, call.TargetMethod))
        {
            return OfForwarded(call);
        }

        // A method in source may call the delegate that it gets with a token of its own choice.
        var argument = call.Arguments.FirstOrDefault(candidate => candidate.Syntax.Span.Contains(function.Syntax.Span));
        if (argument?.Parameter?.OriginalDefinition is not { } slot || !model.Bodies.Declares(call.TargetMethod)
            || model.Bodies.Of(call.TargetMethod.Definition()) is not { } body)
        {
            return Signal.Unknown;
        }

        return trace.Once(slot, () => TokenTrace.UnionOrUnknown(
            body.Descendants().OfType<IParameterReferenceOperation>().Where(use => SymbolEqualityComparer.Default.Equals(use.Parameter, slot)).ToList(),
            use => OfInvoked(use, parameter)));
    }

    private Signal OfForwarded(IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            if (model.Types.IsCancellationToken(argument.Parameter?.Type))
            {
                return OfArgument(argument) is var passed && passed == Signal.Never ? Signal.Unknown : passed;
            }

            if (argument.Value.Type.IsNamed("System.Threading.Tasks.ParallelOptions"))
            {
                return OfOptions(argument.Value.Unwrapped());
            }
        }

        return Signal.Unknown;
    }

    private Signal OfOptions(IOperation options)
    {
        if (options is ILocalReferenceOperation { IsDeclaration: false } local && ReachingValues.Of(local).ToList() is [var only])
        {
            options = only.Unwrapped();
        }

        return options is IObjectCreationOperation { Initializer.Initializers: var set }
            && set.OfType<ISimpleAssignmentOperation>()
                .FirstOrDefault(static assignment => assignment.Target is IPropertyReferenceOperation { Property.Name: "CancellationToken" }) is { } token
                ? trace.OfToken(token.Value)
                : Signal.Unknown;
    }
}
