using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming.GRACE1003;

/// <summary>An enumeration with a token that the sequence ignores.</summary>
/// <param name="At">The call that hands the token over.</param>
/// <param name="Token">The token.</param>
/// <param name="Producers">The calls that make the sequence, each with the place for the token that it would listen to.</param>
internal sealed record DeafEnumeration(IInvocationOperation At, IOperation Token, IReadOnlyList<(IInvocationOperation Call, TokenSlot Slot)> Producers)
{
    private const int MaxLocals = 3;

    /// <summary>What the call is, or null when it is something else, or when the sequence gets a token in another way.</summary>
    public static DeafEnumeration? Of(IInvocationOperation call, ShutdownModel model)
    {
        if (call.TargetMethod.Name != "WithCancellation" || Parts(call) is not var (source, token) || model.Get<SignalFlow>().Of(token) == Signal.Never)
        {
            return null;
        }

        var producers = Producing(source, model, MaxLocals).ToList();
        return producers.Count > 0 && producers.TrueForAll(static producer => producer is not null)
            ? new(call, token, producers.ConvertAll(static producer => producer!.Value))
            : null;
    }

    /// <summary>True when the sequence that the call makes is enumerated with a token in vain.</summary>
    public static bool Covers(IOperation producer, ShutdownModel model) =>
        producer.Root().Descendants().OfType<IInvocationOperation>()
            .Any(call => Of(call, model)?.Producers.Any(made => made.Call.Syntax == producer.Syntax) == true);

    /// <summary>The steps that move the token into the calls; or none, and why it has to stay where it is.</summary>
    public (FixPlan Plan, string? Unfixable) Plan() =>
        At.Syntax is InvocationExpressionSyntax syntax && HasDirective(syntax)
            ? (FixPlan.Empty, "It is not written as a call on the stream, or a directive stands in what would be dropped.")
        : !CanBeDropped()
            ? (FixPlan.Empty, "The result of 'WithCancellation' is kept or handed on, so that its type has to stay as it is.")
        : !Producers.All(producer => CanBeNamedAt(producer.Call))
            ? (FixPlan.Empty, "The token cannot be named where the stream is made: it is made anew, declared later, or belongs to another function.")
            : (FixPlan.Of(Producers.Select(
                producer => (FixStep)new PassToken(producer.Call.Syntax.GetLocation(), Spelled(Token.Syntax), producer.Slot.Name, producer.Slot.CollectFrom))
                .Append(new DropCall(At.Syntax.GetLocation()))), null);

    // Remarks stay where they are.
    private static string Spelled(SyntaxNode token) => string.Concat(token.DescendantTokens().Select(static part => part.Text));

    // The extension takes the sequence first; what ConfigureAwait returns has a method of its own.
    private static (IOperation Source, IOperation Token)? Parts(IInvocationOperation call) => call switch
    {
        { Instance: null, TargetMethod.ContainingType: var type, Arguments: [var source, var token] }
            when type.IsNamed("System.Threading.Tasks.TaskAsyncEnumerableExtensions") =>
            (source.Value, token.Value),
        { Instance: { } configured, TargetMethod.ContainingType: var type, Arguments: [var token] }
            when type.IsNamed("System.Runtime.CompilerServices.ConfiguredCancelableAsyncEnumerable") => (configured, token.Value),
        _ => null,
    };

    private static IEnumerable<(IInvocationOperation Call, TokenSlot Slot)?> Producing(IOperation sequence, ShutdownModel model, int left) =>
        sequence.Unconfigured() switch
    {
        IInvocationOperation call => [StreamingSequences.IsDeaf(call.Type, model) && TokenSlot.Of(call) is { } slot ? (call, slot) : null],
        ILocalReferenceOperation local when left > 0 => ReachingValues.Of(local).SelectMany(value => Producing(value, model, left - 1)),
        IConditionalOperation { WhenFalse: { } otherwise } choice => Producing(choice.WhenTrue, model, left).Concat(Producing(otherwise, model, left)),
        _ => [null],
    };

    private bool CanBeDropped()
    {
        if (At.Syntax is not InvocationExpressionSyntax)
        {
            return false;
        }

        var current = At.Configured();
        return current.Parent is IForEachLoopOperation
            || (current.Parent is IVariableInitializerOperation
                && current.Syntax.FirstAncestorOrSelf<VariableDeclarationSyntax>() is { Type.IsVar: true, Variables.Count: 1 });
    }

    // Between the sequence and the end of the call, nothing but the call is dropped.
    private static bool HasDirective(InvocationExpressionSyntax syntax) => syntax.Expression is not MemberAccessExpressionSyntax access
        || access.Expression.GetTrailingTrivia().Concat(access.OperatorToken.GetAllTrivia()).Concat(access.Name.GetTrailingTrivia())
            .Concat(syntax.ArgumentList.DescendantTrivia())
            .Any(static trivia => trivia.IsDirective);

    private bool CanBeNamedAt(IInvocationOperation call) =>
        Token.Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && Token.DescendantsAndSelf()
            .All(part => part is IPropertyReferenceOperation or IFieldReferenceOperation or IInstanceReferenceOperation or IParameterReferenceOperation
                or ILocalReferenceOperation)
        && Token.DescendantsAndSelf().OfType<ILocalReferenceOperation>().All(local =>
            SymbolEqualityComparer.Default.Equals(local.EnclosingFunction(), call.EnclosingFunction())
            && local.Local.DeclaringSyntaxReferences is [{ Span.End: var end }] && end <= call.Syntax.SpanStart
            && ReachingValues.Of(local).Take(2).Count() == 1);
}
