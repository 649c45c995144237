using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Program.Requests;
using GracefulAnalyzers.Rules.Hosting.GRACE3008;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting;

/// <summary>What is to be saved on the way out is saved with the token that ended the work: the save is cancelled before it begins, and nothing says
/// so.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class GRACE3008CleanupGetsCancelledToken() : GracefulAnalyzer(Rule)
{
    private static readonly DiagnosticDescriptor Rule = Descriptor.Define(
        id: "GRACE3008",
        name: "CleanupGetsCancelledToken",
        title: "Clean-up gets the token that has already been cancelled",
        message: "{0} gets a token that {1}: it gives up before it begins and what it should keep is lost; give it a fresh source with a time limit",
        category: Family.Hosting,
        defaultSeverity: DiagnosticSeverity.Warning,
        fix: FixSafety.ChangesBehaviour);

    private protected override bool Applies(ShutdownModel model) => model.Types.Has(GenericHost.IHostedService) || model.Get<Endpoints>().CanExist;

    private protected override void Register(RuleRegistration on) => on.OnInvocation(Look);

    private static void Look(IInvocationOperation call, RuleContext context)
    {
        if (call.TokenArgument() is { } token && !token.IsOmitted()
            && new Saves(context.Model).IsSave(call, token)
            && Lost(token, context.Model) is { } why)
        {
            context.Report(new Finding(token.Syntax.GetLocation(), call.TargetMethod.Name, why)
            {
                // A task that is handed on would outlive the source that the fix declares.
                Unfixable = !call.EndsHere() ? "The clean-up is not awaited here: a source that is disposed with this method would cancel it again."
                    : !HasRoom(call) ? "The call is not in a statement of a block, where a source with a time limit could be declared in front of it."
                    : null,
            });
        }
    }

    private static string? Lost(IArgumentOperation token, ShutdownModel model)
    {
        var carried = model.Get<SignalFlow>().Of(token);
        if ((carried & Signal.AlreadyFired) != 0)
        {
            return "has fired by then";
        }

        // A deadline is a fair bound for clean-up, and what a caller that nobody sees means by its token is its own affair.
        return (carried & Signal.MaybeFired) != 0 && (carried & (Signal.Stop | Signal.ClientGone)) != 0 && GuardedAwaits.AllTake(token, model)
            ? "has fired whenever the work before it was cancelled"
            : null;
    }

    private static bool HasRoom(IInvocationOperation call) => call.Syntax.FirstAncestorOrSelf<StatementSyntax>() is { Parent: BlockSyntax } statement
        && !call.Syntax.Ancestors().TakeWhile(node => node != statement).Any(static node => node is AnonymousFunctionExpressionSyntax);
}
