using System.Collections.Concurrent;
using GracefulAnalyzers.Engine;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Signals;

/// <summary>
/// Says which signals an expression can carry: those of the token that it is, followed back to where frameworks hand tokens out,
/// and whether that token has fired where it is used.
/// </summary>
internal sealed class SignalFlow(ShutdownModel model)
{
    // Complete answers only: what a walk cut short saw depends on where it began.
    private readonly ConcurrentDictionary<ISymbol, Signal> _complete = new(SymbolEqualityComparer.Default);

    /// <summary>The signals that a token expression can carry where it stands; an omitted argument never fires.</summary>
    public Signal Of(IOperation expression)
    {
        var carried = new TokenTrace(model, _complete).Of(expression);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(expression);
    }
}
