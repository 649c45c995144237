using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Rules.Hosting.GRACE3009;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>Work that goes on after the start looks at the start's token, which never fires again: nothing tells the work to end.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3009StartTokenCaptured() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3009",
        name: "StartTokenCaptured",
        title: "The token of StartAsync drives work that outlives the start",
        message: "{0} gives StartAsync's token to work that goes on after the start: it fires only while the host is starting, "
            + "so on shutdown the work runs on; use a source that StopAsync cancels",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService);

    private protected override void Register(RuleRegistration on) => on.OnType(Look);

    private static void Look(INamedTypeSymbol type, RuleContext context)
    {
        if (context.Model.Get<HostedServices>().Of(type) is { } service
            && new StartTokenCapture(context.Model, service).Find() is { } captured)
        {
            context.Report(new Finding(captured.At.Syntax.GetLocation(), type.Name)
            {
                About = captured.At,
                Plan = captured.Plan,
                Unfixable = captured.Unfixable,
            });
        }
    }
}
