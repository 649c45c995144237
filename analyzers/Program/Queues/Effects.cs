using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Queues;

/// <summary>Which calls are costly or cannot be taken back: model calls, mail and text messages, payments.</summary>
internal sealed class Effects(ShutdownModel model)
{
    /// <summary>True when a referenced framework has such calls at all.</summary>
    public bool Any { get; } = model.Catalogue.Frameworks.Any(framework => framework.Members.Any(member => IsCostly(member.Effect)));

    /// <summary>What such calls are named.</summary>
    public HashSet<string> Names { get; } = new(
        model.Catalogue.Frameworks.SelectMany(static framework => framework.Members).Where(static member => IsCostly(member.Effect))
            .Select(static member => CatalogueIndex.NameOf(member.Ref)),
        StringComparer.Ordinal);

    /// <summary>The effect of a call that nobody wants twice; <see cref="Effect.None"/> for everything else.</summary>
    public Effect CostOf(IOperation operation) =>
        operation is IInvocationOperation call && model.Catalogue.Find(call.TargetMethod) is { } member && IsCostly(member.Effect)
            ? member.Effect
            : Effect.None;

    /// <summary>The costly ones of the operations; none when all that a handler does at a cost is to tell of a failure.</summary>
    public IReadOnlyList<ReachedOperation> AmongReached(IReadOnlyList<ReachedOperation> reached)
    {
        var costly = reached.Where(step => CostOf(step.Operation) is var cost && cost != Effect.None
            && !(cost == Effect.Generation && model.Get<IdempotencyInfrastructure>().KeepsAnswers)).ToList();
        return costly.TrueForAll(IsOnFailure) ? [] : costly;
    }

    private static bool IsOnFailure(ReachedOperation effect) =>
        effect.Path().Any(static step => step.Operation.Ancestors().Any(static outer => outer is ICatchClauseOperation));

    private static bool IsCostly(Effect effect) => effect is Effect.Generation or Effect.Mail or Effect.Payment;
}
