namespace GracefulAnalyzers.Plans;

/// <summary>The words of the plan that turns undrained work into drained work.</summary>
internal static class DrainVerb
{
    /// <summary>A start whose task nobody keeps; detail: <c>one</c> or <c>many</c>, then <c>unwrap</c> where the task is a task's task.</summary>
    public const string Keep = "keep";

    /// <summary>A start whose task a member keeps; detail: the member, then its form: <c>task</c>, <c>maybe</c> (null), <c>typed</c> (a result), <c>many</c>, or <c>done</c> when the stop waits already.</summary>
    public const string Await = "await";

    /// <summary>The start of a thread; detail: the member that keeps it, or nothing.</summary>
    public const string Thread = "thread";

    /// <summary>The creation of a timer whose disposal can be awaited; detail: the member and its form.</summary>
    public const string Timer = "timer";

    /// <summary>The creation of a timer whose callback is async; detail: the member that keeps it, or nothing.</summary>
    public const string Ticker = "ticker";

    /// <summary>The own token source to use; detail: its name, then <c>ended</c> where the stop cancels it already.</summary>
    public const string Source = "source";

    /// <summary>An <c>async void</c> method that must return its task.</summary>
    public const string Return = "return";

    /// <summary>A static method that must see the own source.</summary>
    public const string Instance = "instance";

    /// <summary>StopAsync of the type.</summary>
    public const string Stop = "stop";

    /// <summary>The statement of StopAsync that already ends the work: the wait goes after it.</summary>
    public const string After = "after";

    /// <summary>A statement that the mend replaces.</summary>
    public const string Drop = "drop";

    /// <summary>A loop that must look at the stop; detail: the token in scope, or nothing for the own source.</summary>
    public const string Loop = "loop";

    /// <summary>A call that gets a further argument; detail: the token in scope or nothing, then the parameter's name when it must be named.</summary>
    public const string Pass = "pass";

    /// <summary>An argument or reference to replace by the stop; detail: the token in scope or nothing.</summary>
    public const string Token = "token";

    /// <summary>A reference to replace by the own source itself.</summary>
    public const string Check = "check";

    /// <summary>An argument to replace by a token that never fires.</summary>
    public const string Never = "never";

    /// <summary>A <c>Thread.Sleep</c>; detail as for a loop.</summary>
    public const string Sleep = "sleep";

    /// <summary>A <c>Thread.Sleep</c> in async code, to become an awaited delay; detail as for a loop.</summary>
    public const string Delay = "delay";

    /// <summary>A broad catch that would take the cancellation for a failure; detail: <c>break</c> or <c>end</c>, then the token in scope or nothing.</summary>
    public const string Catch = "catch";

    /// <summary>A loop with code behind it that the cancellation must not skip; detail: the token in scope or nothing.</summary>
    public const string Wrap = "wrap";

    /// <summary>An awaited delay that ends without throwing; detail: <c>break</c> where the loop goes on behind it, then the token in scope or nothing.</summary>
    public const string Suppress = "suppress";
}
