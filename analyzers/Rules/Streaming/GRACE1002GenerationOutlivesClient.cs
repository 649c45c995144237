using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Streaming.GRACE1002;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming;

/// <summary>A model call on the way of a request gets no token: the answer is generated, and billed, for a caller who has gone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE1002GenerationOutlivesClient() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE1002",
        name: "GenerationOutlivesClient",
        title: "A model call of a request gets no token",
        message: "'{0}' gets no token: when the caller has gone, or the server stops, the model goes on generating an answer that nobody will read; "
            + "pass the request's token",
        category: Family.Streaming,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Catalogue.Knows(Role.Generate) && model.Get<RequestPaths>().CanExist;

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (new TokenlessGenerations(context.Model).Of(call) is { } slot)
        {
            var (plan, unfixable) = RequestTokenPlan.For(call, slot, context.Model);
            context.Report(new Finding(RequestTokenPlan.NameOf(call), call.TargetMethod.Name) { About = call, Plan = plan, Unfixable = unfixable });
        }
    }
}
