using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using GracefulAnalyzers.Plans;
using GracefulAnalyzers.Program.Hosting;
using GracefulAnalyzers.Program.Hosting.Drain;
using GracefulAnalyzers.Vocabulary;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace GracefulAnalyzers.Rules.Hosting.GRACE3009;

/// <summary>The token of a service's start where it is taken for a stop signal.</summary>
/// <param name="At">The reference that gives it to what goes on after the start.</param>
/// <param name="Plan">The steps of the mend.</param>
/// <param name="Unfixable">Why the mend is the owner's; null when it is not.</param>
internal sealed record CapturedStartToken(IOperation At, FixPlan Plan, string? Unfixable);

/// <summary>Follows the token of StartAsync into the work that a service starts.</summary>
internal sealed class StartTokenCapture(ShutdownModel model, HostedService service)
{
    private readonly StopScope _scope = new(model, service);
    private readonly WorkBodies _bodies = new(model, service);

    /// <summary>The first place; null when the token stays within the start, or when something else ends the work.</summary>
    public CapturedStartToken? Find()
    {
        if (service.Start is not { } start || !SymbolEqualityComparer.Default.Equals(start.ContainingType, service.Type)
            || model.Bodies.Of(start) is not { } body
            || !body.Descendants().Any(IsStartToken))
        {
            return null;
        }

        return InWork() ?? InHandler(body) ?? InField(body);
    }

    private bool IsStartToken(IOperation operation) => operation is IParameterReferenceOperation { Parameter: var token } && _scope.IsStartToken(token);

    private CapturedStartToken? InWork()
    {
        var started = new StartedWorkFinder(model, service).Find();
        var stop = new StopPath(model, service, started);
        var driven = started.Where(work => !stop.Ends(ImmutableArray.Create(work)) && DrivenBy(work) is not null).ToImmutableArray();
        if (driven.IsEmpty)
        {
            return null;
        }

        var at = DrivenBy(driven[0])!;
        if (driven.Any(static work => work.Kind != WorkKind.Task))
        {
            return Replace(at, driven.SelectMany(static work => work.Start.Descendants()).Where(IsStartToken));
        }

        var plan = new DrainPlan(model, new UndrainedWork(service, driven, IsNotCancelled: true, stop)).Build();
        return new(at, plan.Steps, plan.Unfixable);
    }

    // The reference that tells the work when to end; one that only guards the moment of the start does no harm.
    private IOperation? DrivenBy(StartedWork work) => work.Start.Descendants().FirstOrDefault(reference => IsStartToken(reference) && reference.Parent switch
    {
        IArgumentOperation { Parent: IInvocationOperation call } argument when call == work.Start => _bodies.IsOwn(call) && Drives(argument, CallGraph.Depth),
        _ => work.Kind == WorkKind.Task ? Drives(reference, CallGraph.Depth) : reference.EnclosingFunction() is not null,
    });

    private bool Drives(IOperation use, int left)
    {
        if (left > 0 && (use as IArgumentOperation ?? use.Parent) is IArgumentOperation { Parent: IInvocationOperation call, Parameter: { } parameter }
            && _bodies.IsOwn(call))
        {
            return model.Bodies.Inside(call.TargetMethod.Definition()).Any(inner =>
                inner is IParameterReferenceOperation reference
                    && SymbolEqualityComparer.Default.Equals(reference.Parameter.OriginalDefinition, parameter.OriginalDefinition) && Drives(inner, left - 1));
        }

        // A loop that ends by itself is only held up by what never fires.
        return use.Ancestors().TakeWhile(static outer => outer is not (IAnonymousFunctionOperation or ILocalFunctionOperation)).OfType<ILoopOperation>()
            .Any(model.Get<ServiceLoops>().IsOpenEnded)
            || (use.Parent is IArgumentOperation { Parent: IInvocationOperation wait } && model.Catalogue.RoleOf(wait.TargetMethod) == Role.Wait
                && wait.Arguments.Any(argument => new Durations(model.Bodies).Of(argument.Value) == TimeSpan.MaxValue));
    }

    // A consumer's handler runs until the consumer is stopped.
    private CapturedStartToken? InHandler(IOperation body)
    {
        var subscriptions = body.Descendants().OfType<IEventAssignmentOperation>().ToList();
        if (subscriptions.Exists(static subscription => !subscription.Adds))
        {
            // A handler for the time of the start.
            return null;
        }

        var captured = subscriptions
            .SelectMany(static subscription => subscription.HandlerValue.Descendants()).Where(IsStartToken).ToList();
        return captured.Count == 0 ? null : Replace(captured[0], captured);
    }

    private CapturedStartToken? InField(IOperation body)
    {
        var kept = body.OwnDescendants().OfType<ISimpleAssignmentOperation>()
            .FirstOrDefault(assignment => IsStartToken(assignment.Value.Unwrapped()) && assignment.Target is IFieldReferenceOperation);
        if (kept?.Target is not IFieldReferenceOperation { Field: var field } || model.Bodies.FactsOf(service.Type).AssignedTo(field).Count() > 1)
        {
            return null;
        }

        // What the start itself calls and awaits may be aborted with it.
        var goesOn = new StartedWorkFinder(model, service).Find().Select(static work => work.Body).Append(service.Execute).OfType<IMethodSymbol>()
            .SelectMany(_bodies.Reached);
        var drives = goesOn.SelectMany(static work => work.Code.OwnDescendants())
            .Any(use => use is IFieldReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Field, field) && use != kept.Target
                && Drives(use, CallGraph.Depth));
        return drives ? Replace(kept.Value.Unwrapped(), [kept.Value.Unwrapped()]) : null;
    }

    // Only where the type has a source already that its stop cancels.
    private CapturedStartToken Replace(IOperation at, IEnumerable<IOperation> references)
    {
        var found = references.ToList();
        return new StopSources(model, service).Usable() is { } source
            && found.TrueForAll(reference => reference.Syntax.SyntaxTree == source.Locations[0].SourceTree)
            ? new(at, FixPlan.Of(
                found.Select(static reference => reference.Parent is IPropertyReferenceOperation
                    ? new ReplaceBySource(reference.Syntax.GetLocation())
                    : (FixStep)new ReplaceByStop(reference.Syntax.GetLocation(), ""))
                .Prepend(new UseSource(source.Locations[0], source.Name, IsEnded: true))), null)
            : new(at, FixPlan.Empty,
                "The type has no token source in this file that its stop cancels, and what is started here cannot be awaited by a StopAsync.");
    }
}
