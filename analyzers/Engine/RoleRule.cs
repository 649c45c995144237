using GracefulAnalyzers.Code;
using GracefulAnalyzers.Tokens;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Engine;

/// <summary>The base of rules that are one row of <see cref="SignalPolicy"/>: a call of a role is given a token that must not reach it.</summary>
public abstract class RoleRule : GracefulAnalyzer
{
    private readonly Role _role;

    private protected RoleRule(DiagnosticDescriptor rule, Role role)
        : base(rule)
    {
        _role = role;
    }

    private protected sealed override bool Applies(ShutdownModel model) => model.Catalogue.Knows(_role);

    private protected sealed override void Register(RuleRegistration on) => on.OnInvocation(Look);

    /// <summary>The finding about a call that is given such a token; null when the rule leaves it alone.</summary>
    /// <param name="carried">All that the token carries.</param>
    /// <param name="harmful">What of it the role must not get; never nothing.</param>
    private protected abstract Finding? Judge(IInvocationOperation call, IArgumentOperation token, Signal carried, Signal harmful, ShutdownModel model);

    private void Look(IInvocationOperation call, RuleContext context)
    {
        if (context.Model.Catalogue.RoleOf(call.TargetMethod) == _role
            && call.TokenArgument() is { } token && !token.IsOmitted()
            && context.Model.Get<SignalFlow>().Of(token) is var carried
            && SignalPolicy.Harmful(_role, carried) is var harmful and not Signal.Nothing
            && Judge(call, token, carried, harmful, context.Model) is { } finding)
        {
            context.Report(finding);
        }
    }
}
