using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Queues;

namespace GracefulAnalyzers.Rules.Queues.GRACE2001;

/// <summary>Everything the fix needs to know to make a handler's effects run once per message.</summary>
internal sealed class ReplayPlan(ShutdownModel model)
{
    private readonly ReplayedCalls _wrapping = new(model);
    private readonly StoreInjection _injection = new(model);
    private readonly StoreChoices _backing = new(model);

    /// <summary>The steps; whether there is anything to keep results in; why there is no automatic mend, or what keeps it from being applied
    /// unattended.</summary>
    public (FixPlan Plan, bool HasStore, string? Unfixable, string? Decision) For(QueueHandler handler, IReadOnlyList<ReachedOperation> reached,
        IReadOnlyList<ReachedOperation> effects)
    {
        var choice = _backing.For(reached);
        var hasStore = choice.IsCertain || choice.Scaffold.Length > 0;
        if (_injection.StepFor(handler) is not { } injection)
        {
            return (FixPlan.Empty, hasStore,
                "The handler's type cannot be given a store: it is static or generic, is constructed by hand, or has several constructors.", null);
        }

        if (_wrapping.Steps(handler, reached, effects) is not { } wrapping)
        {
            return (FixPlan.Empty, hasStore,
                "The work cannot be replayed as it stands: it sees no message id, repeats for one message, or has a result that cannot be stored.", null);
        }

        var steps = wrapping.Prepend(injection);
        if (choice.Site is { } site)
        {
            steps = steps.Append(new RegisterStore(site.GetLocation(), choice.Scaffold, choice.Argument));
        }

        if (!choice.IsCertain)
        {
            steps = steps.Append(new DecideFirst(injection.Where));
        }

        return (FixPlan.Of(steps), hasStore, null, choice switch
        {
            { IsCertain: true } => null,
            _ when hasStore => "Several databases or connections could keep the results: choose one, then apply the fix in the editor.",
            _ => "Nothing that could keep the results is registered: register a database or Redis, or apply the fix in the editor and write a store.",
        });
    }
}
