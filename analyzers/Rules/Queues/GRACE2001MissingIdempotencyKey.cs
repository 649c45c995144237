using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Queues;
using GracefulAnalyzers.Rules.Queues.GRACE2001;
using GracefulAnalyzers.Rules.Queues.GRACE2001.Guards;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A message handler makes a model call, sends a mail or takes a payment, and does it again when the broker redelivers the message.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2001MissingIdempotencyKey() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2001",
        name: "MissingIdempotencyKey",
        title: "A message handler repeats a costly effect when the message is redelivered",
        message: "{0} {1} again when the message is redelivered after a restart: nothing ties it to the message's id; {2}",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.HasPlaceholders);

    private protected override bool Applies(ShutdownModel model) => model.Get<QueueHandlers>().AnyRedelivers && model.Get<Effects>().Any;

    // A message that is delivered again reaches an actor as well as anybody else.
    private protected override bool HoldsInTokenFreeCode => true;

    private protected override void Register(RuleRegistration on)
    {
        on.OnMethod((method, context) => Look(context.Model.Get<QueueHandlers>().Of(method), context));
        on.OnSubscription((subscription, context) => Look(context.Model.Get<QueueHandlers>().Of(subscription), context));
        on.OnInvocation((call, context) => Look(context.Model.Get<QueueHandlers>().Of(call), context));
    }

    private static void Look(QueueHandler? handler, RuleContext context)
    {
        if (handler is not null && Judge(handler, context.Model) is { } finding)
        {
            context.Report(finding);
        }
    }

    private static Finding? Judge(QueueHandler handler, ShutdownModel model) =>
        model.Get<EffectsReached>().From(handler) is { IsEmpty: false } reached
        && model.Get<Effects>().AmongReached(reached) is { Count: > 0 } effects
        && !model.Get<QueueMessages>().IsNeverRedelivered(handler, reached, effects)
        && !model.Get<IdempotencyGuards>().Protect(handler, reached, effects)
            ? Describe(handler, reached, effects, model)
            : null;

    private static Finding Describe(QueueHandler handler, IReadOnlyList<ReachedOperation> reached, IReadOnlyList<ReachedOperation> effects, ShutdownModel model)
    {
        var first = effects.OrderBy(step => step.InHandler.Syntax.SpanStart).First();
        var (plan, hasStore, unfixable, decision) = model.Get<ReplayPlan>().For(handler, reached, effects);
        return new Finding(
            At(first.InHandler),
            ((IInvocationOperation)first.Operation).TargetMethod.Name,
            Cost(model.Get<Effects>().CostOf(first.Operation)),
            hasStore ? "keep its result by that id" : "keep its result by that id, in a database or Redis that the project has yet to register")
        {
            Plan = plan,
            Unfixable = unfixable,
            Decision = decision,
        };
    }

    // The name of the call, not its arguments, which may span many lines.
    private static Location At(IOperation call) => call.Syntax is InvocationExpressionSyntax invocation
        ? (invocation.Expression is MemberAccessExpressionSyntax access ? access.Name : invocation.Expression).GetLocation()
        : call.Syntax.GetLocation();

    private static string Cost(Effect effect) => effect switch
    {
        Effect.Generation => "is billed",
        Effect.Mail => "is sent",
        _ => "is charged",
    };
}
