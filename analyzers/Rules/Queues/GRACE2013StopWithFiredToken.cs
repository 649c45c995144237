using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A consumer is stopped with a token that has fired by then: the stop is cancelled at once and the consumer keeps running, or is torn down hard.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2013StopWithFiredToken() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2013",
        name: "StopWithFiredToken",
        title: "A consumer is stopped with a token that has already fired",
        message: "{0} gets a token that has fired by then: it gives up at once, so that messages in flight are cut off or the consumer keeps running; bound it by a deadline or pass none",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Catalogue.Knows(Role.Drain);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (context.Model.Catalogue.RoleOf(call.TargetMethod) == Role.Drain
            && call.TokenArgument() is { } token && !token.IsOmitted()
            && context.Model.Get<SignalFlow>().Of(token) is var carried && (carried & Signal.AlreadyFired) != 0)
        {
            context.Report(new Finding(token.Syntax.GetLocation(), call.TargetMethod.Name)
            {
                Plan = FixPlan.Of(new ReplaceToken(token.Syntax.GetLocation(), context.Model.Get<TokensInScope>().Nearest(Role.Drain, call)?.Expression)),
                // A helper that other callers give a deadline would lose it.
                Unfixable = (carried & (Signal.Deadline | Signal.Timeout)) == 0 || context.Model.Get<SignalFlow>().HasFiredAt(token)
                    ? null
                    : "Another caller gives this method a token with a deadline, which would be lost: the one with the fired token has to change.",
            });
        }
    }
}
