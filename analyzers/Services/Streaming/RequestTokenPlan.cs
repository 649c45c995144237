using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
using GracefulAnalyzers.Signals;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Services.Streaming;

/// <summary>The way from a call of a request to the token that fires when the caller leaves.</summary>
internal static class RequestTokenPlan
{
    /// <summary>The steps that pass the token to the call; null when it is out of reach.</summary>
    public static FixPlan? For(IInvocationOperation call, TokenSlot slot, ShutdownModel model)
    {
        if (model.Tokens.Nearest(Signal.ClientGone, SignalPolicy.For(Role.Generate).MustNotContain, call) is { } token)
        {
            return FixPlan.Of(TokenStep.ToCall(call.Syntax, token.Expression, slot.Name, slot.CollectFrom));
        }

        // The handler itself can ask the framework for the token.
        return model.Requests.OwnerOf(call) is { } owner && IsInBodyOf(owner, call) && model.Endpoints.IsHandler(owner)
            && StreamingScope.OfHandler(model, owner) is { } handler && StreamingSignature.OfHandler(handler) is { Steps.Count: > 0 } signature
                ? FixPlan.Of(signature.Steps.Append(TokenStep.ToCall(call.Syntax, signature.Expression, slot.Name, slot.CollectFrom)))
                : null;
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
    private static bool IsInBodyOf(IMethodSymbol owner, IOperation call) => !call.IsCleanUp()
        && !call.Ancestors().OfType<IAnonymousFunctionOperation>()
            .TakeWhile(lambda => !lambda.Symbol.Equals(owner, SymbolEqualityComparer.Default)).Any(static lambda => lambda.Symbol.IsStatic);
}
