using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Program.Requests;

/// <summary>The way from a call of a request to the token that fires when the caller leaves.</summary>
internal static class RequestTokenPlan
{
    /// <summary>The steps that pass the token to the call; or none, and why it is out of reach.</summary>
    public static (FixPlan Plan, string? Unfixable) For(IInvocationOperation call, TokenSlot slot, ShutdownModel model)
    {
        if (model.Get<TokensInScope>().Nearest(Signal.ClientGone, SignalPolicy.For(Role.Generate).MustNotContain, call) is { } token)
        {
            return (FixPlan.Of(new PassToken(call.Syntax.GetLocation(), token.Expression, slot.Name, slot.CollectFrom)), null);
        }

        if (call.IsCleanUp())
        {
            return (FixPlan.Empty, "The call is clean-up, where every token in reach may have fired already.");
        }

        // The handler itself can ask the framework for the token.
        return model.Get<RequestPaths>().OwnerOf(call) is not { } owner || !model.Get<Endpoints>().IsHandler(owner)
            || StreamingScope.OfHandler(model, owner) is not { } handler
                ? (FixPlan.Empty, "No token that fires when the caller leaves is in scope, and this method is not a handler that could ask for one: "
                    + "its callers have to pass it.")
            : !IsInBodyOf(owner, call)
                ? (FixPlan.Empty, "The call stands in a static function, which cannot see the token that the handler around it could ask for.")
            : StreamingSignature.OfHandler(handler) is not { } signature
                ? (FixPlan.Empty, "The handler cannot be given a token: its signature is fixed by what it overrides, implements or is passed to.")
            : signature.Steps.Count == 0
                ? (FixPlan.Empty, "The handler's own token does not fire when the caller leaves, or is hidden at the call.")
                : (FixPlan.Of(signature.Steps.Append(new PassToken(call.Syntax.GetLocation(), signature.Expression, slot.Name, slot.CollectFrom))), null);
    }

    /// <summary>Where a call is reported: at its name, however long the chain before it is.</summary>
    public static Location NameOf(IInvocationOperation call) => call.Syntax is InvocationExpressionSyntax syntax
        ? syntax.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.GetLocation(),
            MemberBindingExpressionSyntax binding => binding.Name.GetLocation(),
            var name => name.GetLocation(),
        }
        : call.Syntax.GetLocation();

    // A static function cannot see the token that the one around it asks for.
    private static bool IsInBodyOf(IMethodSymbol owner, IOperation call) =>
        !call.Ancestors().OfType<IAnonymousFunctionOperation>()
            .TakeWhile(lambda => !lambda.Symbol.Equals(owner, SymbolEqualityComparer.Default)).Any(static lambda => lambda.Symbol.IsStatic);
}
