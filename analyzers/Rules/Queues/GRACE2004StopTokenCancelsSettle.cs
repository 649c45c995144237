using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A settle call gets a token that fires on shutdown: the work is done, the ack is cancelled, the broker redelivers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2004StopTokenCancelsSettle() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2004",
        name: "StopTokenCancelsSettle",
        title: "A stopping token cancels the settling of a finished message",
        message: "{0} gets {1}: once it fires the message is not settled, the broker delivers it again and finished work is done twice; settle without a token",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Catalogue.Knows(Role.Settle);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (context.Model.Catalogue.RoleOf(call.TargetMethod) == Role.Settle
            && call.TokenArgument() is { } token && !token.IsOmitted()
            && SignalPolicy.Harmful(Role.Settle, context.Model.Get<SignalFlow>().Of(token)) is var harmful and not Signal.Nothing)
        {
            context.Report(new Finding(token.Syntax.GetLocation(), call.TargetMethod.Name, Describe(harmful)));
        }
    }

    private static string Describe(Signal harmful) => harmful switch
    {
        _ when (harmful & Signal.AlreadyFired) != 0 => "a token that has already fired",
        _ when (harmful & Signal.Stop) != 0 => "the stopping token",
        _ => "the caller's token",
    };
}
