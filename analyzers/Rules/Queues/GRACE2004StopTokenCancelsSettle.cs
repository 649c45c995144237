using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Rules.Queues.GRACE2004;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A settle call gets a token that fires on shutdown: the work is done, the ack is cancelled, the broker redelivers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2004StopTokenCancelsSettle() : RoleRule(Rule, Role.Settle)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2004",
        name: "StopTokenCancelsSettle",
        title: "A stopping token cancels the settling of a finished message",
        message: "{0} gets {1}: once it fires the message is not settled, the broker delivers it again and finished work is done twice; settle without a token",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override Finding Judge(IInvocationOperation call, IArgumentOperation token, Signal carried, Signal harmful, ShutdownModel model) =>
        new(token.Syntax.GetLocation(), call.TargetMethod.Name, Describe(harmful))
        {
            Unfixable = new CutWork(model).MayBeSettledBy(call)
                ? "Work that the stop has cut short may come by here as if it were done: settled without a token, its message would be lost. "
                    + "Let the cancellation leave, or give the message back."
                : null,
        };

    private static string Describe(Signal harmful) => harmful switch
    {
        _ when (harmful & Signal.AlreadyFired) != 0 => "a token that has already fired",
        _ when (harmful & Signal.Stop) != 0 => "the stopping token",
        _ => "the caller's token",
    };
}
