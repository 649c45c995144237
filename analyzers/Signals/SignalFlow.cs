using System.Collections.Concurrent;
using GracefulAnalyzers.Engine;
using GracefulAnalyzers.Flow;
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
        var carried = Trace().Of(expression);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(expression);
    }

    /// <summary>True when the token has surely fired where it stands, whatever callers pass.</summary>
    public bool HasFiredAt(IOperation expression) => new FiredTokens(model).StateOf(expression) == Signal.AlreadyFired;

    /// <summary>The signals that a token would carry if it were written at a place.</summary>
    /// <param name="token">A parameter, local, field or property.</param>
    public Signal Of(ISymbol token, IOperation at)
    {
        var carried = Trace().OfVariable(token, at);
        return carried == Signal.Never ? carried : carried | new FiredTokens(model).StateOf(token, isSource: false, at);
    }

    /// <summary>The signals of the token of a source, held by a local, field or property.</summary>
    public Signal OfSource(ISymbol source, IOperation at) =>
        new SourceTrace(model, Trace()).OfVariable(source, at) | new FiredTokens(model).StateOf(source, isSource: true, at);

    private TokenTrace Trace() => new(model, _complete);
}
