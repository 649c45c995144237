using System.Collections.Immutable;
using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Streaming.GRACE1003;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming;

/// <summary>A token is handed to the enumeration of a stream that only listens to the token of the call that made it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE1003WithCancellationHasNoEffect() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE1003",
        name: "WithCancellationHasNoEffect",
        title: "A stream ignores the token that it is enumerated with",
        message: "'WithCancellation' has no effect here: the stream listens only to the token of '{0}', which gets none, "
            + "so the model generates to its end; pass the token to the call",
        category: Family.Streaming,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.Safe);

    private protected override ImmutableArray<string> Supersedes { get; } = ImmutableArray.Create("GRACE1002");

    private protected override bool Covers(IOperation defect, ShutdownModel model) => DeafEnumeration.Covers(defect, model);

    private protected override bool Applies(ShutdownModel model) => model.Catalogue.Knows(Trait.DeafSequence);

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (DeafEnumeration.Of(call, context.Model) is { } enumeration)
        {
            var (plan, unfixable) = enumeration.Plan();
            context.Report(new Finding(RequestTokenPlan.NameOf(call), enumeration.Producers[0].Call.TargetMethod.Name) { Plan = plan, Unfixable = unfixable });
        }
    }
}
