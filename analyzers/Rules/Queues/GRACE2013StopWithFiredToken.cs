using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A consumer is stopped with a token that has fired by then: the stop is cancelled at once and the consumer keeps running, or is torn down
/// hard.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2013StopWithFiredToken() : RoleRule(Rule, Role.Drain)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2013",
        name: "StopWithFiredToken",
        title: "A consumer is stopped with a token that has already fired",
        message: "{0} gets a token that has fired by then: it gives up at once, so that messages in flight are cut off or the consumer keeps running; "
            + "bound it by a deadline or pass none",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    // A stopping token that has not fired yet bounds the stop badly, but bounds it.
    private protected override Finding? Judge(IInvocationOperation call, IArgumentOperation token, Signal carried, Signal harmful, ShutdownModel model) =>
        (harmful & Signal.AlreadyFired) == 0 ? null : new(token.Syntax.GetLocation(), call.TargetMethod.Name)
        {
            Plan = FixPlan.Of(new ReplaceToken(token.Syntax.GetLocation(), model.Get<TokensInScope>().Nearest(Role.Drain, call)?.Expression)),
            // A helper that other callers give a deadline would lose it.
            Unfixable = (carried & (Signal.Deadline | Signal.Timeout)) == 0 || model.Get<SignalFlow>().HasFiredAt(token)
                ? null
                : "Another caller gives this method a token with a deadline, which would be lost: the one with the fired token has to change.",
        };
}
