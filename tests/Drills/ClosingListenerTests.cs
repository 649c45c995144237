using GracefulAnalyzers.Cli.Drill;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;
using GracefulAnalyzers.Drills.Browser;

namespace GracefulAnalyzers.Drills;

/// <summary>Who was turned away by a closing listener, and who was cut. The signal comes at 10 s, the listener closes at 12 s, the exit is at 15 s.</summary>
public sealed class ClosingListenerTests
{
    private static readonly Uri Chat = new("http://127.0.0.1:5080/chat");
    private static readonly ServiceAccess Direct = new ServiceAccess.Started(["chat"], SignalReceiver.Listener);
    private static readonly ServiceAccess Commanded = new ServiceAccess.Commanded("docker stop chat", null);
    private static readonly CycleReport Stopped = new(1, StopSignal.Sigterm, "", At(10), 1, At(40), At(15), 0, Late: false, null);

    [Fact]
    public void Only_newcomers_that_a_living_service_left_unanswered_are_excused()
    {
        RequestRecord[] requests =
        [
            Unanswered(1, 11.9, 12.0),
            Unanswered(2, 11.0, 12.0),
            Unanswered(3, 9.9, 10.1),
            Unanswered(4, 14.9, 15.0),
            Unanswered(5, 11.9, 12.0) with { Status = 200 },
        ];

        Assert.Equal([1], Excused(Direct, Stopped, requests, lastAnsweredProbe: 11.9));
        Assert.Empty(Excused(Direct, Stopped with { Signal = StopSignal.Sigkill }, requests, lastAnsweredProbe: 11.9));

        // Nobody who came later was answered: then the service had not read this one either, however long it waited.
        Assert.Equal([1, 2], Excused(Direct, Stopped, requests, lastAnsweredProbe: 10.9));
        Assert.Equal([1], Excused(Direct, Stopped, [.. requests, Served(6, 11.1, 13.0)], lastAnsweredProbe: 10.9));
    }

    [Fact]
    public void A_newcomer_that_the_kernel_reset_at_once_was_never_read()
    {
        // Of a request that was read, the end of the process shows as an end of file.
        RequestRecord[] requests = [Served(5, 8, 9), Reset(1, 14.95, 15.0), Unanswered(2, 14.95, 15.0), Reset(3, 14.8, 15.0), Reset(4, 12.05, 12.1)];
        CycleReport cycle = Stopped with { ExitedAt = At(15.02) };

        Assert.Equal([1, 4], Excused(Direct, cycle, requests, lastAnsweredProbe: 14.9));
        Assert.Equal([4], Excused(Commanded, cycle, requests, lastAnsweredProbe: 14.96));
        Assert.Equal([1], Excused(Direct, cycle, requests, lastAnsweredProbe: 14.9, closedAt: null));
        Assert.Empty(Excused(Commanded, cycle, requests, lastAnsweredProbe: 14.9, closedAt: null));
        Assert.Empty(Excused(Direct, cycle with { Signal = StopSignal.Sigkill }, requests, lastAnsweredProbe: 14.9));

        // Nothing is known of how soon this service answers.
        Assert.Empty(Excused(Direct, cycle, [Reset(1, 14.95, 15.0)], lastAnsweredProbe: 14.9));
    }

    [Theory]
    [InlineData(0.015, 0.05, 0.01, true)]
    [InlineData(0.06, 0.05, 0.01, false)]
    [InlineData(0.06, 0.01, 0.01, true)]
    [InlineData(1.5, 0.05, 0.06, true)]
    [InlineData(1.5, 0.05, 0.8, false)]
    public void A_server_that_aborts_what_it_has_in_hand_is_known_by_the_age_of_what_it_resets(double firstByte, double age, double otherAge, bool isExcused)
    {
        RequestRecord[] requests = [Served(1, 8, 9, firstByte), Reset(2, 12 - age, 12), Reset(3, 12 - otherAge, 12)];

        Assert.Equal(isExcused, Excused(Direct, Stopped with { ExitedAt = At(12.02) }, requests, lastAnsweredProbe: 11.99).Contains(2));
    }

    [Fact]
    public void A_commanded_service_shows_by_what_it_had_accepted_that_it_lived_on()
    {
        // A stop command returns when it likes.
        Assert.Equal([1], ExcusedBeside(Served(2, 11.1, 13.0)));
        Assert.Equal([1], ExcusedBeside(Served(2, 11.1, 13.0) with { Outcome = Outcome.EndedInBand }));
        Assert.Empty(ExcusedBeside(Served(2, 11.1, 13.0) with { Outcome = Outcome.Truncated }));
        Assert.Empty(ExcusedBeside(Served(2, 11.1, 13.0) with { Kind = 1 }));
        Assert.Empty(ExcusedBeside(Served(2, 11.1, 12.05)));
        Assert.Empty(ExcusedBeside(Served(2, 12.1, 13.0)));

        // Somebody else answers at this address too, and may have answered that one.
        Assert.Empty(ExcusedBeside(Served(2, 11.1, 13.0), Served(3, 12.5, 13.0)));

        static IEnumerable<int> ExcusedBeside(params RequestRecord[] others) =>
            Excused(Commanded, Stopped, [Unanswered(1, 11.9, 12.0), .. others], lastAnsweredProbe: 11.9);
    }

    [Fact]
    public void Whoever_comes_to_a_published_port_after_the_closing_is_turned_away()
    {
        RequestRecord[] requests = [Unanswered(1, 11.95, 12.6), Unanswered(2, 14.0, 14.01), Unanswered(3, 14.0, 14.7), Unanswered(4, 14.0, 19.5)];

        Assert.Equal([2, 3], Excused(Commanded, Stopped, requests, lastAnsweredProbe: 11.9));
        Assert.Empty(Excused(Commanded, Stopped, requests, lastAnsweredProbe: 14.1));
        Assert.Empty(Excused(Direct, Stopped, requests, lastAnsweredProbe: 11.9));

        // The command may return before a probe has noticed the closing.
        Assert.Equal([2, 3], Excused(Commanded, Stopped with { ExitedAt = At(11.99) }, requests, lastAnsweredProbe: 11.9));
        Assert.Empty(Excused(Direct, Stopped with { ExitedAt = At(11.99) }, requests, lastAnsweredProbe: 11.9));
    }

    [Fact]
    public void Each_address_has_a_listener_of_its_own()
    {
        RequestRecord elsewhere = Unanswered(1, 11.9, 12.0) with { Kind = 1 };

        Assert.Empty(Excused(Direct, Stopped, [elsewhere], lastAnsweredProbe: 11.8));
        Assert.Equal([1], Excused(Direct, Stopped, [elsewhere, Refused(2, 12.1) with { Kind = 1 }], lastAnsweredProbe: 11.8).Except([2]));
        Assert.Empty(Excused(Direct, Stopped, [elsewhere, Refused(2, 12.1)], lastAnsweredProbe: 11.8).Except([2]));
    }

    [Fact]
    public void A_second_look_excuses_nobody_else()
    {
        // The first is excused, 450 ms before the closing; the other would be, were that the closing.
        RequestRecord[] requests = [Unanswered(1, 11.5, 11.55), Unanswered(2, 11.1, 11.15)];
        RequestRecord[] once = [.. Judged(Direct, Stopped, requests, 11.5, closedAt: 12)];

        Assert.Equal([Outcome.Refused, Outcome.Reset], once.Select(request => request.Outcome));
        Assert.Equal(once, Judged(Direct, Stopped, once, 11.5, closedAt: 12));
    }

    private static IEnumerable<int> Excused(ServiceAccess service, CycleReport cycle, RequestRecord[] requests, double lastAnsweredProbe,
        double? closedAt = 12) =>
        Judged(service, cycle, requests, lastAnsweredProbe, closedAt).Where(request => request.Outcome == Outcome.Refused).Select(request => request.Number);

    private static IEnumerable<RequestRecord> Judged(ServiceAccess service, CycleReport cycle, RequestRecord[] requests, double lastAnsweredProbe,
        double? closedAt)
    {
        DrillPlan plan = DrillSamples.Passed().Plan;
        RequestPlan request = plan.Load.Requests[0] with { Url = Chat };
        plan = plan with { Service = service, Ready = new(Chat, "/ready"),
            Load = plan.Load with { Requests = [request, request with { Url = new("http://127.0.0.1:5090/chat") }] } };
        return ClosingListener.Judge(plan, requests, cycle, closedAt is { } at ? [new(At(at), ReadinessState.Unreachable, null)] : [], At(lastAnsweredProbe));
    }

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);

    private static RequestRecord Unanswered(int number, double from, double to) =>
        new(number, 0, At(from), null, At(to), Outcome.Reset, null, 0, 0, "") { End = WireEnd.Cut };

    private static RequestRecord Reset(int number, double from, double to) => Unanswered(number, from, to) with { End = WireEnd.Reset };

    private static RequestRecord Refused(int number, double at) => Unanswered(number, at, at) with { Outcome = Outcome.Refused, End = WireEnd.Refused };

    private static RequestRecord Served(int number, double from, double to, double firstByte = 0.01) =>
        new(number, 0, At(from), At(from + firstByte), At(to), Outcome.Completed, 200, 0, 0, "") { End = WireEnd.Clean };
}
