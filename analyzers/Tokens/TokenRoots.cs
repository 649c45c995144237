using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>The tokens whose firing makes an expression's token fire on some path: itself, what it stands for, what it is linked to.</summary>
internal sealed class TokenRoots(ShutdownModel model)
{
    private const int MaxDepth = 6;

    public IEnumerable<TokenKey> Of(IOperation expression) => OfToken(expression, MaxDepth).Distinct();

    /// <summary>The same for a variable, at a place which does not name it yet.</summary>
    /// <param name="isSource">True when the variable holds a source, and its token is meant.</param>
    public IEnumerable<TokenKey> Of(ISymbol variable, bool isSource, IOperation at)
    {
        IEnumerable<IOperation> values = variable is ILocalSymbol local ? ReachingValues.Of(local, at)
            : variable is IFieldSymbol field && model.Bodies.Declares(field) && OnlyValue(field) is { } only ? [only]
            : [];
        return values.SelectMany(value => isSource ? OfSource(value, MaxDepth) : OfToken(value, MaxDepth))
            .Prepend(isSource ? TokenKey.OfSource(variable) : TokenKey.Of(variable)).Distinct();
    }

    private IEnumerable<TokenKey> OfToken(IOperation expression, int left)
    {
        var token = expression.Unwrapped();
        IEnumerable<TokenKey> own = TokenKey.Of(token) is { } key ? [key] : [];
        return left == 0 ? own : own.Concat(Behind(token, left - 1));
    }

    private IEnumerable<TokenKey> Behind(IOperation token, int left)
    {
        switch (token)
        {
            case IArgumentOperation argument:
                return OfToken(argument.Value, left);
            case IConditionalOperation { WhenFalse: { } whenFalse } choice:
                return OfToken(choice.WhenTrue, left).Where(key => FiredConditions.Pending(choice.Condition, outcome: true).Since(key) is null)
                    .Concat(OfToken(whenFalse, left).Where(key => FiredConditions.Pending(choice.Condition, outcome: false).Since(key) is null));
            case ICoalesceOperation coalesce:
                return OfToken(coalesce.WhenNull, left);
            case ISwitchExpressionOperation choice:
                return choice.Arms.SelectMany(arm => OfToken(arm.Value, left));
            case ILocalReferenceOperation { IsDeclaration: false } local:
                return ReachingValues.Of(local).SelectMany(value => OfToken(value, left));
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field when model.Bodies.Declares(field.Field):
                return OnlyValue(field.Field) is { } value ? OfToken(value, left) : [];
            case IPropertyReferenceOperation { Property.Name: nameof(CancellationTokenSource.Token), Instance: { } source }
                when source.Type.IsCancellationTokenSource():
                return OfSource(source, left);
            case IConditionalAccessOperation access:
                return Behind(access.WhenNotNull, left);
            default:
                return [];
        }
    }

    private IEnumerable<TokenKey> OfSource(IOperation source, int left) => left == 0 ? [] : source.Unwrapped() switch
    {
        IInvocationOperation link when TokenLinks.Of(link) is { } tokens => tokens.SelectMany(token => OfToken(token, left - 1)),
        ILocalReferenceOperation { IsDeclaration: false } local => ReachingValues.Of(local).SelectMany(value => OfSource(value, left - 1)),
        IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field
            when model.Bodies.Declares(field.Field) && OnlyValue(field.Field) is { } value => OfSource(value, left - 1),
        IConditionalAccessInstanceOperation instance when instance.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault() is { } access =>
            OfSource(access.Operation, left - 1),
        _ => [],
    };

    private IOperation? OnlyValue(IFieldSymbol field) => model.Bodies.FactsOf(field.ContainingType).AssignedTo(field).ToList() is [var only] ? only : null;
}
