using System.Collections.Concurrent;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Tokens;

/// <summary>
/// Says which signals an expression can carry: those of the token that it is, followed back to where frameworks hand tokens out,
/// and whether that token has fired where it is used.
/// </summary>
internal sealed class SignalFlow(ShutdownModel model)
{
    private readonly ConcurrentDictionary<ISymbol, TokenAnswer> _known = new(SymbolEqualityComparer.Default);

    /// <summary>The signals that a token expression can carry where it stands; an omitted argument never fires.</summary>
    public Signal Of(IOperation expression)
    {
        var carried = new TokenTrace(model, _known).Of(expression);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(expression);
    }

    /// <summary>True when the token has surely fired where it stands, whatever callers pass.</summary>
    public bool HasFiredAt(IOperation expression) => new FiredTokens(model).StateOf(expression) == Signal.AlreadyFired;

    /// <summary>The signals that a token would carry if it were written at a place.</summary>
    /// <param name="token">A parameter, local, field or property.</param>
    public Signal Of(ISymbol token, IOperation at)
    {
        var carried = new TokenTrace(model, _known).Of(token, at);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(token, at);
    }

    /// <summary>The signals that the token of a source, held by a local, field or property, would carry if it were written at a place.</summary>
    public Signal OfSource(ISymbol source, IOperation at) =>
        new TokenTrace(model, _known).OfSource(source, at) | new FiredTokens(model).StateOfSource(source, at);
}
