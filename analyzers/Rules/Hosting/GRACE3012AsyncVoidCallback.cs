using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Rules.Hosting.GRACE3012;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>A timer or a token gets an async callback: whoever calls it is done at its first await, and so is the shutdown.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3012AsyncVoidCallback() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3012",
        name: "AsyncVoidCallback",
        title: "A timer or a token gets an async callback that nobody can await",
        message: "{0} calls this async void callback and does not wait for it: shutdown cuts it at its first await, and an exception in it ends the "
            + "process; {1}",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService);

    private protected override void Register(RuleRegistration on)
    {
        var callbacks = new AsyncCallbacks(on.Model);
        on.OnInvocation((call, context) => LookAtRegistration(call, callbacks, context));
        on.OnCreation((creation, context) => LookAtTimer(creation, callbacks, context));
    }

    private static void LookAtRegistration(IInvocationOperation call, AsyncCallbacks callbacks, RuleContext context)
    {
        if (callbacks.OfRegistration(call) is { } callback)
        {
            var advice = callbacks.IsForeign(call) ? "only signal in it, and do the work where it is awaited" : "do it in IHostedLifecycleService or StopAsync";
            Report(callback, null, new AsyncCallbackPlan(context.Model).OfRegistration(call, callback), "The token", advice, context);
        }
    }

    private static void LookAtTimer(IObjectCreationOperation timer, AsyncCallbacks callbacks, RuleContext context)
    {
        if (callbacks.OfTimer(timer) is { } callback)
        {
            Report(callback, timer, new AsyncCallbackPlan(context.Model).OfTimer(timer, callback), "The timer", "await it in a loop over a PeriodicTimer",
                context);
        }
    }

    private static void Report(UnawaitedCallback callback, IOperation? about, (FixPlan Steps, string? Unfixable) plan, string caller, string advice,
        RuleContext context) =>
        context.Report(new Finding(callback.Where, caller, advice) { About = about, Plan = plan.Steps, Unfixable = plan.Unfixable });
}
