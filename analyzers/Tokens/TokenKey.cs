using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>Names a token by the variable it hangs on: <c>stoppingToken</c>, <c>_source.Token</c>, <c>context.RequestAborted</c>.</summary>
internal sealed class TokenKey : IEquatable<TokenKey>
{
    private const int MaxAliases = 6;
    private readonly string _path;

    private TokenKey(ISymbol root, string path)
    {
        (Root, _path) = (root, path);
    }

    /// <summary>The local, parameter, field or property that the token is reached from.</summary>
    public ISymbol Root { get; }

    /// <summary>The key of a token or source expression, seen through aliases; null when no variable holds it.</summary>
    public static TokenKey? Of(IOperation expression) => Of(expression, MaxAliases);

    /// <summary>The key of the token that a variable holds.</summary>
    public static TokenKey Of(ISymbol token) => new(token.OriginalDefinition, "");

    /// <summary>The key of the token of the source that a variable holds.</summary>
    public static TokenKey OfSource(ISymbol source) => Of(source).Then(nameof(CancellationTokenSource.Token));

    /// <summary>The key of the token whose <c>IsCancellationRequested</c> is asked: a source is asked for its token.</summary>
    public static TokenKey? OfAsked(IPropertyReferenceOperation question) =>
        question.Property.Name == nameof(CancellationToken.IsCancellationRequested) && question.Instance is { } asked ? OfSignal(asked) : null;

    /// <summary>The key of the token that a token or a source stands for.</summary>
    public static TokenKey? OfSignal(IOperation tokenOrSource) =>
        Of(tokenOrSource) is { } key
            ? tokenOrSource.Type.IsCancellationTokenSource() ? key.Then(nameof(CancellationTokenSource.Token)) : key
            : null;

    public bool Equals(TokenKey? other) => other is not null && _path == other._path && SymbolEqualityComparer.Default.Equals(Root, other.Root);

    public override bool Equals(object? obj) => Equals(obj as TokenKey);

    public override int GetHashCode() => SymbolEqualityComparer.Default.GetHashCode(Root) ^ StringComparer.Ordinal.GetHashCode(_path);

    private static TokenKey? Of(IOperation expression, int left) => expression.Unwrapped() switch
    {
        IArgumentOperation argument => Of(argument.Value, left),
        ILocalReferenceOperation local => Alias(local, left) ?? new(local.Local, ""),
        IParameterReferenceOperation parameter => new(parameter.Parameter, ""),
        IFieldReferenceOperation { Field.ContainingType.IsTupleType: false } field => OfMember(field.Field, field.Instance, left),
        IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
            Instance: { } nullable } => Of(nullable, left),
        IPropertyReferenceOperation { Arguments.IsEmpty: true } property => OfMember(property.Property, property.Instance, left),
        IConditionalAccessOperation access => Of(access.WhenNotNull, left),
        IConditionalAccessInstanceOperation instance =>
            instance.Ancestors().OfType<IConditionalAccessOperation>().FirstOrDefault() is { } access ? Of(access.Operation, left) : null,
        ICoalesceOperation coalesce => Of(coalesce.Value, left),
        _ => null,
    };

    private static TokenKey? OfMember(ISymbol member, IOperation? instance, int left) =>
        instance is null or IInstanceReferenceOperation ? new(member.OriginalDefinition, "") : Of(instance, left)?.Then(member.Name);

    // Two names for one token, as long as neither is given another value.
    private static TokenKey? Alias(ILocalReferenceOperation local, int left) =>
        left > 0
        && !local.IsDeclaration
        && ReachingValues.Of(local).ToList() is [var only]
        && only.Unwrapped() is not IInvocationOperation
        && Of(only, left - 1) is { } key
        && Variables.AssignmentsOf(key.Root, local.Root()).Count <= (key.Root is ILocalSymbol ? 1 : 0)
            ? key
            : null;

    private TokenKey Then(string member) => new(Root, _path + "." + member);
}
