using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Hosting.Drain;
using GracefulAnalyzers.Rules.Queues.GRACE2007;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Queues;

/// <summary>A worker waits for its next message and no stop can end the wait: it takes on work while the process shuts down, or holds it up.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE2007PollIgnoresStop() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE2007",
        name: "PollIgnoresStop",
        title: "A worker's receive ignores the stop signal",
        message: "{0} waits for the next message and {1}: after SIGTERM the worker goes on polling until the ShutdownTimeout cuts it, "
            + "perhaps with a message in hand",
        category: Family.Queues,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService) && model.Catalogue.Knows(Role.Receive);

    private protected override void Register(RuleRegistration on)
    {
        var polls = new Polls(on.Model);
        on.OnInvocation((call, context) => Look(call, polls, context));
    }

    private static void Look(IInvocationOperation call, Polls polls, RuleContext context)
    {
        if (!polls.IsPoll(call) || context.Model.Get<ServiceLoops>().Around(call) is not { } loop)
        {
            return;
        }

        if (Polls.TimeInPlaceOfToken(call) is { } time)
        {
            if (WorkBodies.IsUnconditional(loop.Loop) && !polls.IsObserved(loop.Loop) && !polls.ComesBack(call, loop.Loop))
            {
                var plan = new ServiceLoopPlan(context.Model, loop);
                Report(call, "its endless loop never looks at the stop signal", polls.IsPatient(time) ? plan.Replace(call, time) : plan.Check(), context);
            }
        }
        else if (polls.LacksStop(call) && !polls.ComesBack(call, loop.Loop) && !polls.MayComplete(call, loop.Service.Type))
        {
            Report(call, "gets no stop signal", new ServiceLoopPlan(context.Model, loop).Pass(call), context);
        }
    }

    private static void Report(IInvocationOperation call, string lack, (FixPlan Steps, string? Unfixable) plan, RuleContext context) =>
        context.Report(new Finding(call.Syntax.GetLocation(), call.TargetMethod.Name, lack) { Plan = plan.Steps, Unfixable = plan.Unfixable });
}
