using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>A queue is cleared: the work that waits in it is never done.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3998WorkThrownAway() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3998",
        name: "WorkThrownAway",
        title: "A queue is cleared with the work that waits in it",
        message: "{0} throws away what still waits; let it be worked off",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (call.TargetMethod.IsMember("System.Collections.Concurrent.ConcurrentQueue", "Clear"))
        {
            context.Report(new Finding(call.Syntax.GetLocation(), call.TargetMethod.Name));
        }
    }
}
