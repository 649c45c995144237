using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Tokens;

/// <summary>A token that code at some place can write.</summary>
/// <param name="Expression">As it is written there, such as <c>stoppingToken</c> or <c>context.RequestAborted</c>.</param>
/// <param name="Carries">What it means there.</param>
internal sealed record TokenInScope(string Expression, Signal Carries);

/// <summary>Finds the token that a fix should pass: of those in scope, the nearest that carries the right signal.</summary>
internal sealed class TokensInScope(ShutdownModel model)
{
    private readonly ScopeSymbols _symbols = new(model);

    /// <summary>The nearest token that the role wants; null when nothing right is in scope.</summary>
    public TokenInScope? Nearest(Role role, IOperation at) =>
        SignalPolicy.For(role) is var row ? Nearest(row.NeedsOneOf, row.MustNotContain, at) : null;

    /// <summary>The nearest token that carries one of the wanted signals and none of the unwanted ones.</summary>
    /// <param name="at">Where the token is to be written: the call that is to get it.</param>
    public TokenInScope? Nearest(Signal wanted, Signal unwanted, IOperation at)
    {
        // In clean-up code every token around may be the one that has fired.
        if (at.IsCleanUp())
        {
            return null;
        }

        return All(at)
            .Where(found => (found.Token.Carries & unwanted) == 0)
            .Select(found => (found.Token, found.Symbol, IsKnown: (found.Token.Carries & wanted) != 0))
            .Where(found => found.IsKnown || (found.Token.Carries == Signal.Unknown && found.Symbol.IsOwnParameter))
            .OrderBy(found => found.Symbol.Functions)
            .ThenBy(found => found.IsKnown ? 0 : 1)
            .ThenBy(found => found.Symbol.Distance)
            .ThenBy(found => found.Token.Expression.Count(static c => c == '.'))
            .Select(found => found.Token)
            .FirstOrDefault();
    }

    private IEnumerable<(ScopeSymbol Symbol, TokenInScope Token)> All(IOperation at) =>
        _symbols.At(at).SelectMany(symbol => Of(symbol, at).Select(token => (symbol, token)));

    private IEnumerable<TokenInScope> Of(ScopeSymbol visible, IOperation at)
    {
        if (model.Types.IsCancellationToken(visible.Type))
        {
            yield return new(visible.Text, model.Get<SignalFlow>().Of(visible.Symbol, at));
        }
        else if (model.Types.Is(visible.Type, "System.Threading.CancellationTokenSource"))
        {
            yield return new(visible.Text + "." + nameof(CancellationTokenSource.Token), model.Get<SignalFlow>().OfSource(visible.Symbol, at));
        }
        else
        {
            foreach (var token in model.Catalogue.TokensOf(visible.Type))
            {
                yield return new(visible.Text + "." + token.Path, token.Signal);
            }
        }
    }
}
