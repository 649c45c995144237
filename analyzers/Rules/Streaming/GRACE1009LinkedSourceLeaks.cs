using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Streaming.GRACE1009;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming;

/// <summary>Each request ties a source or a callback to a token that lives as long as the service, and nothing unties it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE1009LinkedSourceLeaks() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE1009",
        name: "LinkedSourceLeaks",
        title: "A link to a long-lived token is never disposed",
        message: "This {0} a token that lives as long as the service, each time anew, and is never disposed: "
            + "what it holds stays in memory until the process ends; dispose it",
        category: Family.Streaming,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Get<RequestPaths>().CanExist || model.Types.Has(GenericHost.IHostedService);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (call.TargetMethod.Name is not (nameof(CancellationTokenSource.CreateLinkedTokenSource) or nameof(CancellationToken.Register) or "UnsafeRegister"))
        {
            return;
        }

        var sources = new LinkedSources(context.Model);
        if (sources.Leaks(call))
        {
            var isLink = sources.IsLink(call);
            var (plan, unfixable) = new LinkedSourcePlan(context.Model).For(call, isLink);
            context.Report(new Finding(RequestTokenPlan.NameOf(call),
                isLink ? "source is linked to" : "callback is registered on") { Plan = plan, Unfixable = unfixable });
        }
    }
}
