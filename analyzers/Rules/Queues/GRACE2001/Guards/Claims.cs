using System.Text.RegularExpressions;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;

/// <summary>G3, G4 and G6: the first one wins, the request carries its own key, or the write has a condition.</summary>
internal sealed class Claims(ShutdownModel model)
{
    private static readonly Regex Upsert = new(
        @"\bON\s+CONFLICT\b|\bINSERT\s+(OR\s+)?(IGNORE|REPLACE)\b|\bON\s+DUPLICATE\s+KEY\b|\bWHERE\s+NOT\s+EXISTS\b|\bMERGE\s+INTO\b|\bIF\s+NOT\s+EXISTS\s*\(",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly string[] KeyHeaders = ["Idempotency-Key", "X-Idempotency-Key", "x-ms-client-request-id"];

    private static readonly string[] UniqueViolations = ["DbUpdateException", "DbUpdateConcurrencyException", "UniqueConstraintException"];

    private static readonly string[] Conditions = ["IfMatch", "IfNoneMatch", "IfMatchEtag", "ETag", "ExpectedVersion", "ExpectedRevision", "ExpectedState",
        "IsUpsert"];

    public bool Guards(IOperation operation) => operation switch
    {
        IInvocationOperation call => IsClaim(call) || IsUpsert(call),
        ICatchClauseOperation clause => IsUniqueViolation(clause),
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } assignment => IsRowKey(target, assignment.Value),
        IArgumentOperation { Parameter.Name: { } name, ArgumentKind: not ArgumentKind.DefaultValue } =>
            Conditions.Contains(name, StringComparer.OrdinalIgnoreCase),
        IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } member when model.Catalogue.Has(Trait.OnlyIfAbsent, member.Member) => true,
        { ConstantValue: { HasValue: true, Value: string text } } => Upsert.IsMatch(text),
        IInterpolatedStringTextOperation { Text.ConstantValue: { HasValue: true, Value: string part } } => Upsert.IsMatch(part),
        _ => false,
    };

    /// <summary>G4: the operation gives a request a key of its own; only a request of the same function can be the costly one.</summary>
    public static bool KeysRequest(IOperation operation) => operation switch
    {
        ISimpleAssignmentOperation { Target: IPropertyReferenceOperation target } => IsKeyName(target.Property.Name),
        IArgumentOperation { Parameter.Name: { } name, ArgumentKind: not ArgumentKind.DefaultValue } => IsKeyName(name),
        { ConstantValue: { HasValue: true, Value: string text } } => KeyHeaders.Contains(text, StringComparer.OrdinalIgnoreCase),
        _ => false,
    };

    private bool IsClaim(IInvocationOperation call) =>
        GuardNames.IsClaim(call.TargetMethod) && Answers(call.TargetMethod.ReturnType) && call.MentionsIdentity(model);

    private static bool IsUpsert(IInvocationOperation call) => call.TargetMethod.Name.StartsWith("Upsert", StringComparison.Ordinal);

    private static bool Answers(ITypeSymbol type) => type.SpecialType == SpecialType.System_Boolean
        || (type is INamedTypeSymbol { TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } && Fates.IsTask(type));

    // A handler that lets the failure out, or filters nothing and throws again, does not know the violation for its own.
    private static bool IsUniqueViolation(ICatchClauseOperation clause) =>
        (UniqueViolations.Contains(clause.ExceptionType.Name, StringComparer.Ordinal)
            || (clause.Filter is { } filter
                && filter.DescendantsAndSelf()
                    .Any(part => part is IMemberReferenceOperation { Member.Name: "SqlState" or "SqliteErrorCode" or "IsTransient" or "Number" or "StatusCode" }
                        or IFieldReferenceOperation { Field.Name: "UniqueViolation" or "Conflict" })))
        && (clause.Filter is not null || !clause.Handler.OwnDescendants().Any(part => part is IThrowOperation));

    private bool IsRowKey(IPropertyReferenceOperation target, IOperation value)
    {
        var name = target.Property.Name;
        if (Conditions.Contains(name, StringComparer.Ordinal) || HasConcurrencyToken(target.Property.ContainingType))
        {
            return true;
        }

        // The row's own key is the message's: a second insert fails.
        var isOwnKey = name == "Id" || name == target.Property.ContainingType.Name + "Id";
        return model.Bodies.Declares(target.Property.ContainingType)
            && ((isOwnKey && value.MentionsIdentity(model)) || ((isOwnKey || name is "MessageId" or "Key") && value.IsMessageIdentity(model)));
    }

    private static bool IsKeyName(string name) => name.IndexOf("IdempotencyKey", StringComparison.OrdinalIgnoreCase) >= 0 || name == "MessageDeduplicationId";

    private static bool HasConcurrencyToken(INamedTypeSymbol type) => type.GetMembers().OfType<IPropertySymbol>()
        .Any(property => property.HasAttribute("System.ComponentModel.DataAnnotations.TimestampAttribute")
            || property.HasAttribute("System.ComponentModel.DataAnnotations.ConcurrencyCheckAttribute"));
}
