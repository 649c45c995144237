using System.Collections.Concurrent;
using System.Collections.Immutable;
using GracefulAnalyzers.Code;
using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Program.Hosting;

internal enum WorkKind
{
    /// <summary>A task, from <c>Task.Run</c> and its kin or from a call that nobody awaits.</summary>
    Task,

    /// <summary>An <c>async void</c> method: there is no task to keep.</summary>
    AsyncVoid,

    Thread,

    /// <summary><c>System.Threading.Timer</c> with a callback that runs to its end.</summary>
    Timer,

    /// <summary><c>System.Threading.Timer</c> whose callback goes on after it has returned.</summary>
    AsyncTimer,

    /// <summary><c>System.Timers.Timer</c>.</summary>
    EventTimer,
}

/// <summary>One piece of work that a service starts and that goes on when the starting code has returned.</summary>
/// <param name="Start">The expression that starts it.</param>
/// <param name="Body">The function that does the work; null when it is not in source.</param>
/// <param name="Kept">The field or property of the type that holds it; null when nothing does.</param>
/// <param name="Repeats">True when one expression starts several.</param>
/// <param name="From">The member that starts it.</param>
internal sealed record StartedWork(IOperation Start, WorkKind Kind, IMethodSymbol? Body, ISymbol? Kept, bool Repeats, IMethodSymbol From);

/// <summary>The work of a service that its stop does not drain.</summary>
/// <param name="Started">In source order of the starting members; never empty.</param>
/// <param name="IsNotCancelled">True when the stop path gives the work no reason to end.</param>
internal sealed record UndrainedWork(HostedService Service, ImmutableArray<StartedWork> Started, bool IsNotCancelled, StopPath Stop);

/// <summary>Judges what hosted services start against what their stop waits for.</summary>
internal sealed class UndrainedServices(ShutdownModel model)
{
    private readonly ConcurrentDictionary<INamedTypeSymbol, UndrainedWork?> _undrained = new(SymbolEqualityComparer.Default);

    /// <summary>What the service starts and does not drain when it stops; null when all is well or cannot be judged.</summary>
    public UndrainedWork? UndrainedBy(HostedService service) => _undrained.GetOrAdd(service.Type, _ => Judge(service));

    private UndrainedWork? Judge(HostedService service)
    {
        if (!CanBeJudged(service, model))
        {
            return null;
        }

        var started = new StartedWorkFinder(model, service).Find();
        if (started.IsEmpty)
        {
            return null;
        }

        var stop = new StopPath(model, service, started);
        var undrained = started.Where(work => !stop.WaitsFor(work) || stop.LetsRunOn(work)).ToImmutableArray();
        return undrained.IsEmpty ? null : new UndrainedWork(service, undrained, !stop.Ends(undrained), stop);
    }

    // What a type that nobody can see inherits, or what derived types override, may drain the work.
    private static bool CanBeJudged(HostedService service, ShutdownModel model)
    {
        if (service.Stop is null)
        {
            return service.IsBackgroundService
                && !model.Get<HostedServices>().IsLeftToUnseen(service, "StopAsync", "StoppingAsync", "StoppedAsync", "Dispose", "DisposeAsync");
        }

        return !service.Type.IsAbstract || service.Stop is { IsVirtual: false, IsAbstract: false, IsOverride: false };
    }
}
