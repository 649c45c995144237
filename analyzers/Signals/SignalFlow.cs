using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Signals;

/// <summary>Says which signals an expression can carry, by following it back to where frameworks hand tokens out.</summary>
internal sealed class SignalFlow(ShutdownModel model)
{
    private const int MaxDepth = 8;

    /// <summary>The signals that a token expression can carry; an omitted argument never fires.</summary>
    public Signal Of(IOperation expression) => OfToken(expression, MaxDepth);

    /// <summary>The signals that a token would carry if it were written at a place.</summary>
    /// <param name="token">A parameter, local, field or property.</param>
    public Signal Of(ISymbol token, IOperation at) => token switch
    {
        IParameterSymbol parameter => OfParameter(parameter, at, MaxDepth),
        ILocalSymbol local => Union(ReachingValues.Of(local, at), OfToken, MaxDepth),
        IPropertySymbol property when model.Catalogue.SignalOf(property) is { } known => known,
        IFieldSymbol or IPropertySymbol => OfMember(token, OfToken, MaxDepth),
        _ => Signal.Unknown,
    };

    /// <summary>The signals of the token of a source, held by a local, field or property.</summary>
    public Signal OfSource(ISymbol source, IOperation at) => source switch
    {
        ILocalSymbol local => Union(ReachingValues.Of(local, at), OfSource, MaxDepth),
        IFieldSymbol or IPropertySymbol => OfMember(source, OfSource, MaxDepth),
        _ => Signal.Unknown,
    };

    private Signal OfToken(IOperation expression, int depth)
    {
        if (depth == 0)
        {
            return Signal.Unknown;
        }

        switch (expression.Unwrapped())
        {
            case IDefaultValueOperation or ILiteralOperation:
                return Signal.Never;
            case IArgumentOperation argument:
                return argument.IsOmitted() ? Signal.Never : OfToken(argument.Value, depth);
            case IParameterReferenceOperation parameter:
                return OfParameter(parameter.Parameter, parameter, depth);
            case ILocalReferenceOperation local:
                return Union(ReachingValues.Of(local), OfToken, depth);
            case IFieldReferenceOperation field:
                return OfMember(field.Field, OfToken, depth);
            case IPropertyReferenceOperation property:
                return OfProperty(property, depth);
            case IConditionalOperation { WhenFalse: { } whenFalse } conditional:
                return OfToken(conditional.WhenTrue, depth) | OfToken(whenFalse, depth);
            case ICoalesceOperation coalesce:
                return OfToken(coalesce.Value, depth) | OfToken(coalesce.WhenNull, depth);
            case IConditionalAccessOperation access:
                return OfToken(access.WhenNotNull, depth);
            default:
                return Signal.Unknown;
        }
    }

    private Signal OfProperty(IPropertyReferenceOperation reference, int depth)
    {
        var property = reference.Property;
        if (model.Catalogue.SignalOf(property) is { } known)
        {
            return known;
        }

        if (model.Types.IsCancellationToken(property.ContainingType) && property.Name == nameof(CancellationToken.None))
        {
            return Signal.Never;
        }

        if (property.Name == nameof(CancellationTokenSource.Token) && model.Types.Is(property.ContainingType, "System.Threading.CancellationTokenSource"))
        {
            return reference.Instance is { } source ? OfSource(source, depth - 1) : Signal.Unknown;
        }

        return property.IsInSource() ? OfMember(property, OfToken, depth) : Signal.Unknown;
    }

    /// <summary>What the token of a source carries: nothing of its own, what it is linked to, or a timeout.</summary>
    private Signal OfSource(IOperation source, int depth)
    {
        if (depth <= 0)
        {
            return Signal.Unknown;
        }

        switch (source.Unwrapped())
        {
            case IObjectCreationOperation creation:
                return creation.Arguments.IsEmpty ? Signal.Unknown : Signal.Timeout;
            case IInvocationOperation { TargetMethod.Name: nameof(CancellationTokenSource.CreateLinkedTokenSource) } link:
                return link.Arguments.SelectMany(Linked).Aggregate(Signal.Nothing, (all, token) => all | OfToken(token, depth - 1));
            case ILocalReferenceOperation local:
                return Union(ReachingValues.Of(local), OfSource, depth);
            case IFieldReferenceOperation field:
                return OfMember(field.Field, OfSource, depth);
            default:
                return Signal.Unknown;
        }
    }

    private static IEnumerable<IOperation> Linked(IArgumentOperation argument) =>
        argument.Value is IArrayCreationOperation { Initializer: { } tokens } ? tokens.ElementValues : Enumerable.Repeat(argument.Value, 1);

    private Signal OfParameter(IParameterSymbol parameter, IOperation use, int depth)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || !model.Types.IsCancellationToken(parameter.Type))
        {
            return Signal.Unknown;
        }

        if (IsReassigned(parameter, use))
        {
            return Signal.Unknown;
        }

        if (model.Catalogue.SignalOfParameterOf(method) is { } known)
        {
            return known;
        }

        if (model.Endpoints.IsHandler(method))
        {
            return Signal.ClientGone;
        }

        // Only code we can see calls a private method or a local function: its token is what those calls pass.
        var calls = method.MethodKind switch
        {
            MethodKind.LocalFunction => use.Root().Descendants().OfType<IInvocationOperation>()
                .Where(call => SymbolEqualityComparer.Default.Equals(call.TargetMethod.OriginalDefinition, method.OriginalDefinition)),
            MethodKind.Ordinary when method.DeclaredAccessibility == Accessibility.Private => model.Bodies.FactsOf(method.ContainingType).CallsTo(method),
            _ => [],
        };
        var passed = calls.Select(call => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == parameter.Ordinal)).ToList();
        return passed.Count == 0 || passed.Contains(null)
            ? Signal.Unknown
            : passed.Aggregate(Signal.Nothing, (all, argument) => all | OfToken(argument!, depth - 1));
    }

    private static bool IsReassigned(IParameterSymbol parameter, IOperation use) => use.Root().Descendants().Any(operation =>
        operation is ISimpleAssignmentOperation { Target: IParameterReferenceOperation target } && SymbolEqualityComparer.Default.Equals(target.Parameter, parameter));

    private Signal OfMember(ISymbol member, Func<IOperation, int, Signal> follow, int depth) =>
        Union(model.Bodies.FactsOf(member.ContainingType).AssignedTo(member), follow, depth);

    private static Signal Union(IEnumerable<IOperation> values, Func<IOperation, int, Signal> follow, int depth)
    {
        var all = Signal.Nothing;
        foreach (var value in values)
        {
            all |= follow(value, depth - 1);
        }

        return all == Signal.Nothing ? Signal.Unknown : all;
    }
}
