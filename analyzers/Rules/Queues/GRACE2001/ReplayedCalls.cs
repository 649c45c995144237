using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>
/// Turns each costly call of a handler into steps that make it run once per message. Where the call itself does not see the message, the call that leads to it
/// is taken.
/// </summary>
internal sealed class ReplayedCalls(ShutdownModel model)
{
    /// <summary>The steps for all effects, or null when one of them cannot be keyed or its result cannot be kept.</summary>
    public IReadOnlyList<FixStep>? Steps(QueueHandler handler, IReadOnlyList<ReachedOperation> reached, IReadOnlyList<ReachedOperation> effects)
    {
        var keyed = new List<(IInvocationOperation Call, string Id)>();
        foreach (var effect in effects)
        {
            if (Keyed(handler, effect, reached) is not { } found)
            {
                return null;
            }

            if (!keyed.Any(other => other.Call == found.Call))
            {
                keyed.Add(found);
            }
        }

        var ordered = keyed.OrderBy(pair => pair.Call.Syntax.SyntaxTree.FilePath, StringComparer.Ordinal).ThenBy(pair => pair.Call.Syntax.SpanStart).ToList();
        var isNested = ordered.Any(pair => pair.Call.Descendants().Any(inner => ordered.Any(other => other.Call == inner)));
        var consumer = ConsumerOf(handler.Type);
        var ordinal = NextOrdinal(handler.Type, consumer);
        var steps = new List<FixStep>();
        foreach (var (call, id) in ordered)
        {
            var key = $"\"{consumer}\", {id}, {ordinal++}";
            if (isNested || KeptResults.StepsFor(call, key, TokenOf(call), model) is not { } some)
            {
                return null;
            }

            steps.AddRange(some);
        }

        return steps;
    }

    // The innermost call on the way to the effect whose function sees the message.
    private (IInvocationOperation Call, string Id)? Keyed(QueueHandler handler, ReachedOperation effect, IReadOnlyList<ReachedOperation> reached)
    {
        foreach (var step in effect.Path())
        {
            if (step.Operation is IInvocationOperation call && IsDirect(step) && !StoreInjection.IsStatic(step.Function)
                && SymbolEqualityComparer.Default.Equals(step.Function.ContainingType, handler.Type)
                && (step == effect || HasNoOtherEffect(step, reached)) && MessageAt(handler, step) is { } message)
            {
                return step.Path().All(outer => IsDirect(outer) && !IsRepeated(handler, outer)) ? (call, message.Id) : null;
            }
        }

        return null;
    }

    // Inside a lambda of the handler nobody knows how often it runs.
    private static bool IsDirect(ReachedOperation step) =>
        step.Operation.EnclosingFunction() is not { } function || SymbolEqualityComparer.Default.Equals(function, step.Function);

    // What a replayed call does besides its effect would not be done on a redelivery.
    private bool HasNoOtherEffect(ReachedOperation call, IReadOnlyList<ReachedOperation> reached) => !reached.Any(step =>
        step != call && step.Path().Contains(call)
        && (step.Operation is IInvocationOperation inner
            ? model.Catalogue.Find(inner.TargetMethod) is { } member
                && (member.Role == Role.Settle || (member.Role == Role.Work && model.Get<Effects>().CostOf(inner) == Effect.None))
            : step.Operation
                is IAssignmentOperation
                {
                    Target: IMemberReferenceOperation { Instance: IInstanceReferenceOperation { ReferenceKind: InstanceReferenceKind.ContainingTypeInstance } },
                }));

    private (ISymbol Variable, string Id)? MessageAt(QueueHandler handler, ReachedOperation step)
    {
        var variables = step.Function.Parameters.Cast<ISymbol>();
        if (step.Caller is null && handler.Entry.Shape == HandlerShape.Pull)
        {
            variables = QueueMessages.ReceivedInto(handler.Body).Concat(QueueMessages.ReceivedInto(model.Bodies.Of(handler.Function) ?? handler.Body));
        }

        var position = step.Operation.Syntax.SpanStart;
        var semantics = model.Bodies.ModelOf(step.Operation.Syntax.SyntaxTree);
        return model.Get<QueueMessages>().IdFrom(variables.Where(variable =>
            variable.Locations[0].SourceSpan.Start < position
                && semantics.LookupSymbols(position, name: variable.Name).Contains(variable, SymbolEqualityComparer.Default)));
    }

    // A loop is fine when each turn has a message of its own.
    private bool IsRepeated(QueueHandler handler, ReachedOperation step)
    {
        var message = MessageAt(handler, step)?.Variable.Locations[0].SourceSpan;
        for (var current = step.Operation.Parent;
            current is not null and not (IAnonymousFunctionOperation or ILocalFunctionOperation);
            current = current.Parent)
        {
            if (current is ILoopOperation loop && !(message is { } declared && loop.Syntax.Span.Contains(declared)))
            {
                return true;
            }
        }

        return false;
    }

    private string TokenOf(IInvocationOperation call) =>
        call.TokenArgument() is { } argument && !argument.IsOmitted()
            && argument.Value.Unwrapped().Syntax is IdentifierNameSyntax or MemberAccessExpressionSyntax
        && model.Get<SignalFlow>().Of(call.TokenArgument()!) is var signals && (signals & (Signal.StartAbort | Signal.AlreadyFired | Signal.Never)) == 0
            // Its comments stay where the call is.
            ? Uncommented(call.TokenArgument()!.Value.Unwrapped().Syntax)
            : "";

    private static string Uncommented(SyntaxNode code) => code.ReplaceTrivia(code.DescendantTrivia().Where(trivia =>
        trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia), (_, _) => default).ToString();

    // A literal: renaming the type later must not repeat the work of messages that are on their way.
    private string ConsumerOf(INamedTypeSymbol type) =>
        model.Compilation.GetSymbolsWithName(type.Name, SymbolFilter.Type).Count() > 1 || type.ContainingType is not null ? type.ToDisplayString() : type.Name;

    private int NextOrdinal(INamedTypeSymbol type, string consumer) => 1 + model.Bodies.FactsOf(type).Roots
        .SelectMany(root => root.DescendantsAndSelf())
        .OfType<IObjectCreationOperation>()
        .Where(creation => creation.Type?.Name == "IdempotencyKey" && creation.Arguments.Length == 3
            && Equals(creation.Arguments[0].Value.ConstantValue.Value, consumer))
        .Select(creation => creation.Arguments[2].Value.ConstantValue.Value is int used ? used : 0)
        .DefaultIfEmpty()
        .Max();
}
