using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Hosting.Drain;
using GracefulAnalyzers.Rules.Hosting.GRACE3003;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>A service's loop waits between two pieces of work and no stop can end the wait: shutdown takes as long as the interval.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3003WaitIgnoresStop() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3003",
        name: "WaitIgnoresStop",
        title: "A wait in a hosted service's loop ignores the stop signal",
        message: "{0} waits in {1} without the stop signal: shutdown hangs on the wait until it is over or the ShutdownTimeout cuts it; "
            + "pass the stopping token",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService);

    private protected override void Register(RuleRegistration on)
    {
        var waits = new ServiceWaits(on.Model);
        on.OnInvocation((call, context) => Look(call, waits, context));
    }

    private static void Look(IInvocationOperation call, ServiceWaits waits, RuleContext context)
    {
        if (waits.IsWait(call)
            && waits.LacksStop(call)
            && context.Model.Get<ServiceLoops>().Around(call) is { } loop
            && !context.Model.Get<ServiceLoops>().IsFed(loop.Loop)
            && waits.IsHeldUp(call, loop))
        {
            var plan = new ServiceLoopPlan(context.Model, loop);
            var (mend, unfixable) = waits.IsSleep(call) ? plan.Wake(call) : plan.Pass(call);
            context.Report(new Finding(call.Syntax.GetLocation(), call.TargetMethod.Name, loop.Service.Type.Name)
            {
                Plan = mend,
                Unfixable = unfixable,
            });
        }
    }
}
