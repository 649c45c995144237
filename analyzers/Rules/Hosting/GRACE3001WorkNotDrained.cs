using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Hosting.Drain;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>A hosted service starts work and its stop does not both end it and wait for it: the process exits in the middle of it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3001WorkNotDrained() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3001",
        name: "WorkNotDrained",
        title: "A hosted service starts work that its stop does not drain",
        message: "{0} starts {1} and {2}: on shutdown the process ends in the middle of the work; cancel it and await it in StopAsync",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService);

    // Undrained work is mended as a whole, its tokens and timers with it.
    private protected override ImmutableArray<string> Supersedes { get; } = ImmutableArray.Create("GRACE3009", "GRACE3012");

    private protected override bool Covers(IOperation defect, ShutdownModel model) =>
        model.Bodies.ModelOf(defect.Syntax.SyntaxTree).GetEnclosingSymbol(defect.Syntax.SpanStart) is { ContainingType: { } type }
        && model.Get<HostedServices>().Of(type) is { } service
        && model.Get<UndrainedServices>().UndrainedBy(service) is { } undrained
        && (defect is not IObjectCreationOperation timer || undrained.Started.Any(work => work.Start.Syntax == timer.Syntax));

    private protected override void Register(RuleRegistration on) => on.OnType(Look);

    private static void Look(INamedTypeSymbol type, RuleContext context)
    {
        if (context.Model.Get<HostedServices>().Of(type) is { } service
            && context.Model.Get<UndrainedServices>().UndrainedBy(service) is { } undrained
            && undrained.Started.FirstOrDefault(work => IsIn(work, type)) is { } first)
        {
            var plan = new DrainPlan(context.Model, undrained).Build();
            context.Report(new Finding(first.Start.Syntax.GetLocation(), type.Name, Describe(first.Kind), Lack(first, undrained))
            {
                Plan = plan.Steps,
                Unfixable = plan.Unfixable,
            });
        }
    }

    // What a base in source starts is reported there.
    private static bool IsIn(StartedWork work, INamedTypeSymbol type) => SymbolEqualityComparer.Default.Equals(work.From.ContainingType, type);

    private static string Describe(WorkKind kind) => kind switch
    {
        WorkKind.Thread => "a thread",
        WorkKind.Timer or WorkKind.AsyncTimer or WorkKind.EventTimer => "a timer",
        _ => "a task",
    };

    private static string Lack(StartedWork work, UndrainedWork undrained) => work switch
    {
        { Kept: null, Kind: not WorkKind.Timer } => "keeps nothing to wait for",
        _ when undrained.Stop.WaitsFor(work) => "waits for it without ending it",
        { Kind: WorkKind.AsyncTimer or WorkKind.EventTimer } => "cannot wait for its callback",
        _ => "never waits for it",
    };
}
