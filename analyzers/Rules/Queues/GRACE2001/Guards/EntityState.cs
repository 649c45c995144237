using System.Text.RegularExpressions;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;

/// <summary>G5: what an entity says of itself tells whether its work is done.</summary>
internal static class EntityState
{
    private static readonly Regex Finished = new("(ed|Done|Sent|Paid|Found|Exists|Known|Hit|Duplicate|Success)$", RegexOptions.CultureInvariant);
    private static readonly Regex OfAccount = new("(Deleted|Enabled|Disabled|Archived|Blocked|Verified|Subscribed)$", RegexOptions.CultureInvariant);
    private static readonly Regex Progress = new("Status|State|Phase|Stage|Step", RegexOptions.CultureInvariant);
    private static readonly Regex Query = new("^(Where|First|Single|Last|Any|All|Count|LongCount|Find|Exists|ExecuteUpdate|ExecuteDelete)",
        RegexOptions.CultureInvariant);

    /// <summary>True when the condition reads a status, flag or time of something that was looked up.</summary>
    public static bool IsAsked(IOperation condition, Func<IOperation, bool> isLookup) => condition.DescendantsAndSelf().Any(part =>
        part is IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member && Says(member) && Owner(member) is { } owner && isLookup(owner));

    /// <summary>True for a query that leaves out what is done: <c>Where(row => row.SentAt == null)</c>.</summary>
    public static bool IsFilter(IOperation operation) => operation is IInvocationOperation call && Query.IsMatch(call.TargetMethod.Name)
        && call.Arguments.Any(
            argument => argument.Value.DescendantsAndSelf().OfType<IAnonymousFunctionOperation>().Any(lambda => lambda.Body.Descendants().Any(IsOpen)));

    private static bool IsOpen(IOperation test) => test switch
    {
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals } comparison =>
            Compares(comparison.LeftOperand, comparison.RightOperand, comparison.OperatorKind)
                || Compares(comparison.RightOperand, comparison.LeftOperand, comparison.OperatorKind),
        IIsPatternOperation { Pattern: IConstantPatternOperation { Value.ConstantValue: { HasValue: true, Value: null } } } match =>
            Member(match.Value) is not null,
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Not } not => Member(not.Operand)
            is { Type.SpecialType: SpecialType.System_Boolean, Member.Name: var name } && Finished.IsMatch(name) && !OfAccount.IsMatch(name),
        _ => false,
    };

    private static bool Compares(IOperation left, IOperation right, BinaryOperatorKind kind) => Member(left) is { } member && right.ConstantValue.HasValue
        && ((kind == BinaryOperatorKind.Equals && right.ConstantValue.Value is null) || Progress.IsMatch(member.Member.Name)
            || (member.Type is { TypeKind: TypeKind.Enum } type && Progress.IsMatch(type.Name)));

    private static IMemberReferenceOperation? Member(IOperation value) =>
        (value is IConversionOperation conversion ? conversion.Operand : value) is IMemberReferenceOperation { Instance: { } } member ? member : null;

    private static IOperation? Owner(IMemberReferenceOperation member) =>
        member.Instance is IConditionalAccessInstanceOperation ? Fates.Enclosing<IConditionalAccessOperation>(member)?.Operation : member.Instance;

    private static bool Says(IMemberReferenceOperation member) => member.Type switch
    {
        { TypeKind: TypeKind.Enum } => true,
        { SpecialType: SpecialType.System_Boolean } => Finished.IsMatch(member.Member.Name),
        { SpecialType: SpecialType.System_String or SpecialType.System_DateTime } => true,
        { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } => true,
        { } type when type.IsNamed("System.DateTimeOffset") => true,
        _ => false,
    };
}
