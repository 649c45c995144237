using Microsoft.CodeAnalysis;

namespace GracefulAnalyzers.Plans;

/// <summary>Turns undrained work into drained work: it is kept, told to end, and awaited by the stop.</summary>
internal abstract record DrainStep(Location Where) : FixStep(Where);

/// <summary>At a start whose task nobody keeps.</summary>
/// <param name="IsMany">True when one expression starts several.</param>
/// <param name="Unwraps">True when the task is a task's task.</param>
internal sealed record KeepTask(Location Where, bool IsMany, bool Unwraps) : DrainStep(Where);

/// <summary>At a start whose task a member keeps.</summary>
internal sealed record AwaitKept(Location Where, string Member, KeptForm Form) : DrainStep(Where);

/// <summary>What a member that keeps work holds.</summary>
internal enum KeptForm
{
    /// <summary>A task, from the start on.</summary>
    Task,

    /// <summary>A task, or null before the start.</summary>
    MayBeNull,

    /// <summary>A task with a result.</summary>
    Typed,

    /// <summary>Several tasks.</summary>
    Many,

    /// <summary>What the stop waits for already.</summary>
    Awaited,
}

/// <summary>At the start of a thread.</summary>
/// <param name="Member">The member that keeps it; null when none does.</param>
internal sealed record JoinThread(Location Where, string? Member) : DrainStep(Where);

/// <summary>At the creation of a timer whose disposal can be awaited.</summary>
internal sealed record AwaitTimer(Location Where, string Member, bool MayBeNull) : DrainStep(Where);

/// <summary>At the creation of a timer whose callback is async: it becomes a loop.</summary>
/// <param name="Member">The member that keeps it; null when none does.</param>
/// <param name="Logger">The logger that is told of a failed round; null where the type has to be given one.</param>
internal sealed record TurnTimerIntoLoop(Location Where, string? Member, string? Logger) : DrainStep(Where);

/// <summary>The own token source to use.</summary>
/// <param name="IsEnded">True where the stop cancels it already.</param>
internal sealed record UseSource(Location Where, string Name, bool IsEnded) : DrainStep(Where);

/// <summary>At the return type of an <c>async void</c> method that must return its task.</summary>
internal sealed record ReturnTask(Location Where) : DrainStep(Where);

/// <summary>At a static method that must see the own source.</summary>
internal sealed record MakeInstance(Location Where) : DrainStep(Where);

/// <summary>At the name of the type's StopAsync.</summary>
internal sealed record ExtendStop(Location Where) : DrainStep(Where);

/// <summary>At the statement of StopAsync that already ends the work: the wait goes after it.</summary>
internal sealed record WaitAfter(Location Where) : DrainStep(Where);

/// <summary>At a statement that the mend replaces.</summary>
internal sealed record DropStatement(Location Where) : DrainStep(Where);

/// <summary>At an argument that becomes a token which never fires.</summary>
internal sealed record NeverStop(Location Where) : DrainStep(Where);

/// <summary>Makes code look at the stop.</summary>
/// <param name="Scope">The token in scope; empty for the service's own source.</param>
internal abstract record StopStep(Location Where, string Scope) : DrainStep(Where);

/// <summary>At a loop that must look at the stop.</summary>
internal sealed record CheckInLoop(Location Where, string Scope) : StopStep(Where, Scope);

/// <summary>At a call that gets a further argument.</summary>
/// <param name="Name">The parameter's name, where the argument must say it.</param>
internal sealed record PassStop(Location Where, string Scope, string? Name) : StopStep(Where, Scope);

/// <summary>At an argument or reference to replace by the stop.</summary>
internal sealed record ReplaceByStop(Location Where, string Scope) : StopStep(Where, Scope);

/// <summary>At a reference to replace by the own source itself.</summary>
internal sealed record ReplaceBySource(Location Where) : StopStep(Where, "");

/// <summary>At a <c>Thread.Sleep</c> that the stop wakes.</summary>
internal sealed record WakeSleep(Location Where, string Scope) : StopStep(Where, Scope);

/// <summary>At a <c>Thread.Sleep</c> in async code, to become an awaited delay.</summary>
internal sealed record AwaitSleep(Location Where, string Scope) : StopStep(Where, Scope);

/// <summary>At a try whose broad catch would take the cancellation for a failure.</summary>
/// <param name="Breaks">True inside a loop, which ends then.</param>
internal sealed record CatchStop(Location Where, string Scope, bool Breaks) : StopStep(Where, Scope);

/// <summary>At a loop with code behind it that the cancellation must not skip.</summary>
internal sealed record WrapLoop(Location Where, string Scope) : StopStep(Where, Scope);

/// <summary>At an awaited delay that ends without throwing.</summary>
/// <param name="Breaks">True where the loop goes on behind it.</param>
internal sealed record SuppressDelay(Location Where, string Scope, bool Breaks) : StopStep(Where, Scope);
