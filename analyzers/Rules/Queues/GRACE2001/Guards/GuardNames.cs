using System.Text.RegularExpressions;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;

/// <summary>The names by which public code calls its guards against doing a message twice.</summary>
internal static class GuardNames
{
    private static readonly Regex Abstraction = Pattern("Idempoten|Dedup|Inbox|ProcessedMessage|MessageTracker|ResultStore|Checkpoint",
        RegexOptions.IgnoreCase);
    private static readonly Regex Lookup =
        Pattern("^((Has|Is|Was|Any)(?![a-z])|Already|Check|Exists|Contains|Find|Get|TryGet|First|Single|KeyExists|Load|Lookup|Read|Fetch|Count)");
    private static readonly Regex NoLookup = Pattern("^(IsNullOr|GetRequiredService|GetService|GetString$|GetBytes|GetAwaiter|GetType|GetSection|GetValue$)");
    private static readonly Regex HistoryOfMessage = Pattern("Processed|Handled|Already|Duplicate|Seen|Done|Exists|Completed");
    private static readonly Regex Claim =
        Pattern("^(Try(Add|Create|Begin|Start|Reserve|Acquire|Claim|Use|Set|Insert|Register|Lock)|TryMark\\w*Processed|LockTake|AcquireLock)");
    private static readonly Regex OnceAround = Pattern("^(GetOr(Add|Create|Set|Compute|Run)|RunOnce|ExecuteOnce|DoOnce|Once|ProcessOnce|HandleOnce)");
    private static readonly Regex Identity = Pattern("(^|[a-z_])(Id|ID|Ids|Key|Number|Guid|Hash|Reference|Tag)$|^(id|key|guid|hash|reference)$");

    /// <summary>G8: a type or member that stands for remembered work; the type arguments of a set or repository count too.</summary>
    public static bool IsAbstraction(ITypeSymbol? type) => type is not null
        && (Abstraction.IsMatch(type.Name)
            || (type is INamedTypeSymbol { TypeArguments: { IsEmpty: false } arguments, Name: not ("ILogger" or "IOptions" or "Task" or "ValueTask") }
                && arguments.Any(argument => Abstraction.IsMatch(argument.Name))));

    /// <summary>G8 by member: <c>db.ProcessedMessages</c>, <c>db.Inbox</c>.</summary>
    public static bool IsAbstraction(ISymbol member) => Abstraction.IsMatch(member.Name);

    /// <summary>G2: a question whether something is there.</summary>
    public static bool IsLookup(IMethodSymbol method) => Lookup.IsMatch(method.Name) && !NoLookup.IsMatch(method.Name);

    /// <summary>True for calls that only look at their arguments: <c>Guid.TryParse</c>, <c>string.StartsWith</c>, a serializer.</summary>
    public static bool IsPure(IMethodSymbol method) => NoLookup.IsMatch(method.Name)
        || (method.ContainingNamespace?.ToDisplayString() is { } home && (home == "System" || home.StartsWith("System.Text", StringComparison.Ordinal)));

    /// <summary>G2: a question about the message as a whole.</summary>
    public static bool AsksForHistory(IMethodSymbol method) => HistoryOfMessage.IsMatch(method.Name);

    /// <summary>G3: an atomic first-one-wins call.</summary>
    public static bool IsClaim(IMethodSymbol method) => Claim.IsMatch(method.Name);

    /// <summary>G8 by shape: work handed to a method that runs it once.</summary>
    public static bool RunsOnce(IMethodSymbol method) => OnceAround.IsMatch(method.Name);

    /// <summary>True when the operation mentions something that identifies a message or an entity.</summary>
    public static bool MentionsIdentity(this IOperation operation, ShutdownModel model) => operation.DescendantsAndSelf().Any(part => part switch
    {
        IMemberReferenceOperation { Member: IPropertySymbol or IFieldSymbol } member =>
            Identity.IsMatch(member.Member.Name) || model.Catalogue.Has(Trait.MessageIdentity, member.Member),
        ILocalReferenceOperation local => Identity.IsMatch(local.Local.Name),
        IParameterReferenceOperation parameter => Identity.IsMatch(parameter.Parameter.Name),
        IArgumentOperation { ArgumentKind: not ArgumentKind.DefaultValue, Parameter.Name: { } name } argument =>
            Identity.IsMatch(name) && !argument.Value.ConstantValue.HasValue,
        _ => false,
    });

    /// <summary>True when the operation is, or is read from, a member that the catalogue knows as a message's identity.</summary>
    public static bool IsMessageIdentity(this IOperation operation, ShutdownModel model) => operation.DescendantsAndSelf()
        .Any(part => part is IMemberReferenceOperation member && model.Catalogue.Has(Trait.MessageIdentity, member.Member));

    private static Regex Pattern(string pattern, RegexOptions options = RegexOptions.None) => new(pattern, options | RegexOptions.CultureInvariant);
}
