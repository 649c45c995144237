using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Streaming.GRACE1001;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Streaming;

/// <summary>A streaming endpoint that never looks at the request's token: it runs to its end for a caller who has gone.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE1001StreamIgnoresClient() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE1001",
        name: "StreamIgnoresClient",
        title: "A streaming endpoint never observes the request's token",
        message: "{0} streams its response and {1}: when the caller has gone, or the server stops, it goes on producing what nobody will read; "
            + "pass the request's token to the stream",
        category: Family.Streaming,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Get<Endpoints>().CanExist;

    private protected override void Register(RuleRegistration on)
    {
        on.OnMethod(static (method, context) =>
        {
            // Of a partial method, the part with the body is the one to look at, once.
            if (method.PartialDefinitionPart is null
                && (context.Model.Get<Endpoints>().IsAction(method) || context.Model.Get<Endpoints>().IsMappedMethodGroup(method)))
            {
                Look(method.PartialImplementationPart ?? method, context);
            }
        });
        on.OnInvocation(static (call, context) =>
        {
            if (context.Model.Get<Endpoints>().BoundBy(call) is { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } handler
                && (handler.MethodKind == MethodKind.AnonymousFunction || IsFirst(call, handler, context.Model)))
            {
                Look(handler, context);
            }
        });
    }

    private protected override ImmutableArray<string> Supersedes { get; } = ImmutableArray.Create("GRACE1002", "GRACE1004");

    private protected override bool Covers(IOperation defect, ShutdownModel model) =>
        model.Get<RequestPaths>().To(defect)
            .Any(path => model.Get<Endpoints>().IsHandler(path.Handler) && model.Get<IgnoredClients>().Of(path.Handler) is not null);

    private static void Look(IMethodSymbol method, RuleContext context)
    {
        if (context.Model.Get<IgnoredClients>().Of(method) is var (handler, parts))
        {
            var (plan, unfixable) = StreamingTokenPlan.For(handler, parts);
            context.Report(new Finding(PlaceOf(method), NameOf(method), Lack(method, context.Model)) { Plan = plan, Unfixable = unfixable });
        }
    }

    // A local function may answer several routes; it is one defect all the same.
    private static bool IsFirst(IInvocationOperation call, IMethodSymbol handler, ShutdownModel model) =>
        call.Root().Descendants().OfType<IInvocationOperation>()
            .First(other => handler.Equals(model.Get<Endpoints>().BoundBy(other), SymbolEqualityComparer.Default)).Syntax == call.Syntax;

    private static Location PlaceOf(IMethodSymbol handler) => handler.DeclaringSyntaxReferences[0].GetSyntax() switch
    {
        ParenthesizedLambdaExpressionSyntax lambda => lambda.ParameterList.GetLocation(),
        SimpleLambdaExpressionSyntax lambda => lambda.Parameter.GetLocation(),
        AnonymousMethodExpressionSyntax anonymous => anonymous.DelegateKeyword.GetLocation(),
        _ => handler.Locations[0],
    };

    private static string NameOf(IMethodSymbol handler) => handler.MethodKind == MethodKind.AnonymousFunction ? "This handler" : $"'{handler.Name}'";

    private static string Lack(IMethodSymbol handler, ShutdownModel model) => StreamingSignature.TokenParameter(handler, model) is { } token
        ? $"does not pass '{token.Name}' to the stream"
        : "never looks at the request's token";
}
