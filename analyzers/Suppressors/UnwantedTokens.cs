using GracefulAnalyzers.Catalogue;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Program;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Suppressors;

/// <summary>Calls that are right without the tokens in scope, although they could take one.</summary>
internal sealed class UnwantedTokens(ShutdownModel model)
{
    /// <summary>True when every token around the call would harm it: it settles, flushes or drains, or starts what must outlive the start.</summary>
    public bool IsUnwanted(IInvocationOperation call) =>
        model.Get<Exemptions>().Covers(call)
        || model.Catalogue.RoleOf(call.TargetMethod) switch
        {
            Role.Settle or Role.Flush => true,
            Role.Drain => !IsDeadlineInScope(call),
            var role => IsOnTheWayOut(call, role) || OutlivesStart(call),
        };

    private bool IsDeadlineInScope(IInvocationOperation call) => model.Get<TokensInScope>().Nearest(Role.Drain, call) is not null;

    // Clean-up runs although the token has fired, or may have; a deadline bounds it fairly.
    private bool IsOnTheWayOut(IInvocationOperation call, Role? role) =>
        TokenParameters(call).Any(token => model.Get<SignalFlow>().Of(token, call) is var carried
        && ((carried & Signal.AlreadyFired) != 0
            || ((carried & Signal.MaybeFired) != 0 && (carried & Signal.Deadline) == 0 && role is not (Role.Wait or Role.Receive or Role.Generate))));

    // What StartAsync begins and does not await goes on when the start is over.
    private bool OutlivesStart(IInvocationOperation call) =>
        (IsLeftRunning(call) || call.Ancestors().OfType<IInvocationOperation>().Any(outer => model.Catalogue.Has(Trait.Start, outer.TargetMethod)))
        && TokenParameters(call).ToList() is { Count: > 0 } tokens
        && tokens.TrueForAll(token => model.Get<SignalFlow>().Of(token, call) == Signal.StartAbort);

    private bool IsLeftRunning(IInvocationOperation call) =>
        model.Catalogue.Has(Trait.Start, call.TargetMethod) || (Fates.IsTask(call.Type) && Fates.Of(call).Fate is Fate.Kept or Fate.Dropped);

    // What the other rules would forward: the parameters of the functions around the call.
    private IEnumerable<IParameterSymbol> TokenParameters(IInvocationOperation call)
    {
        var enclosing = model.Bodies.ModelOf(call.Syntax.SyntaxTree).GetEnclosingSymbol(call.Syntax.SpanStart);
        for (var symbol = enclosing; symbol is IMethodSymbol method; symbol = symbol.ContainingSymbol)
        {
            foreach (var parameter in method.Parameters)
            {
                if (model.Types.IsCancellationToken(parameter.Type))
                {
                    yield return parameter;
                }
            }
        }
    }
}
