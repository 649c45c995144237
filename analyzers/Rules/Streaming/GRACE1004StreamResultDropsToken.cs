using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Streaming.GRACE1004;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming;

/// <summary>An iterator expects its token from its enumeration, and the stream result enumerates without one.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE1004StreamResultDropsToken() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE1004",
        name: "StreamResultDropsToken",
        title: "A stream result enumerates an iterator without its token",
        message: "'{0}' enumerates plain values without a token, so '{1}' never learns that the caller has gone; pass the request's token to '{1}'",
        category: Family.Streaming,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Catalogue.Knows(Trait.StreamResult);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation result, RuleContext context)
    {
        foreach (var (call, slot) in DroppedTokens.Of(result, context.Model))
        {
            var (plan, unfixable) = RequestTokenPlan.For(call, slot, context.Model);
            context.Report(new Finding(RequestTokenPlan.NameOf(call), result.TargetMethod.Name,
                call.TargetMethod.Name) { About = call, Plan = plan, Unfixable = unfixable });
        }
    }
}
