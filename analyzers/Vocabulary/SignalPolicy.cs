namespace GracefulAnalyzers.Vocabulary;

/// <summary>Which signals each role wants and which it must not get, as data.</summary>
internal static class SignalPolicy
{
    /// <param name="NeedsOneOf">Nothing means that the role demands no signal.</param>
    /// <param name="MustNotContain">Decided on the known members of a set, even beside Unknown.</param>
    internal readonly record struct Row(Signal NeedsOneOf, Signal MustNotContain);

    private static readonly Dictionary<Role, Row> Rows = new()
    {
        [Role.Receive] = new(Signal.Stop, Signal.StartAbort),
        [Role.Wait] = new(Signal.Stop, Signal.Nothing),
        [Role.Generate] = new(Signal.ClientGone | Signal.Deadline | Signal.Stop | Signal.Timeout, Signal.AlreadyFired | Signal.StartAbort),
        [Role.Work] = new(Signal.Nothing, Signal.AlreadyFired | Signal.StartAbort),
        [Role.Respond] = new(Signal.Nothing, Signal.AlreadyFired),
        [Role.Settle] = new(Signal.Nothing, Signal.Stop | Signal.ClientGone | Signal.AlreadyFired),
        [Role.Flush] = new(Signal.Nothing, Signal.AlreadyFired),
        [Role.Drain] = new(Signal.Deadline | Signal.Timeout, Signal.Stop | Signal.AlreadyFired),
        [Role.Extend] = new(Signal.Nothing, Signal.AlreadyFired),
    };

    public static Row For(Role role) => Rows[role];

    /// <summary>The signals in the set that the role must not get.</summary>
    public static Signal Harmful(Role role, Signal carried) => carried & For(role).MustNotContain;

    /// <summary>True when the role surely lacks what it needs; Unknown may be anything, so it lacks nothing.</summary>
    public static bool Lacks(Role role, Signal carried) =>
        For(role).NeedsOneOf is var needed and not Signal.Nothing && (carried & Signal.Unknown) == 0 && (carried & needed) == 0;
}
