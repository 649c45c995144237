using System.Text.RegularExpressions;
using GracefulAnalyzers.Cli.Drill.Endings;
using GracefulAnalyzers.Cli.Drill.Load;
using GracefulAnalyzers.Cli.Drill.Plan;
using GracefulAnalyzers.Cli.Drill.Reports;

namespace GracefulAnalyzers.Drills.Browser;

/// <summary>Reports made up for looking at: every outcome, many requests, and text that a service might send to break a page.</summary>
internal static class DrillSamples
{
    public const string Hostile = "<script>document.title='broken'</script>\"'><img src=x onerror=console.error(1)>{{style}}\u202E\0\uD800";

    private static readonly Outcome[] Lost = [Outcome.Truncated, Outcome.Reset, Outcome.ServerError, Outcome.Hung];

    /// <summary>Two cycles; in the first 240 requests are in flight, of which every outcome takes some.</summary>
    public static DrillReport Failed()
    {
        var requests = new List<RequestRecord>();
        Cycle(requests, signalAt: 12, exit: 6.4, held: 240, lossy: true);
        Cycle(requests, signalAt: 34, exit: 3.1, held: 24, lossy: false);
        requests.Add(new(requests.Count + 1, 0, At(20), null, At(20.05), Outcome.Rejected, 404, 9, 0, ""));
        requests.Add(new(requests.Count + 1, 0, At(38), null, At(38.4), Outcome.Abandoned, 200, 9, 1, "the drill was over"));
        return new(
            Plan(cycles: 2),
            new DateTimeOffset(2026, 3, 1, 14, 5, 9, TimeSpan.Zero),
            At(39),
            [new Ending.LastEvent(new EventFeature(FeatureKind.EventType, "", "done")), new Ending.Given(new Regex("</style><b>\\[DONE\\]&$"))],
            requests,
            [
                new(At(0.4), ReadinessState.Unreachable, null), new(At(1.2), ReadinessState.Ready, 200), new(At(12.3), ReadinessState.NotReady, 503),
                new(At(15), ReadinessState.Silent, null),
                new(At(17), ReadinessState.Unreachable, null), new(At(20), ReadinessState.Ready, 200), new(At(34.2), ReadinessState.NotReady, 503),
                new(At(36), ReadinessState.Unreachable, null),
            ],
            [
                new(1, StopSignal.Sigterm, $"service {Hostile}", At(12), 240, At(22), At(18.4), 134, Late: false, At(20)),
                new(2, StopSignal.Sigterm, "service (process 4711)", At(34), 24, At(44), At(37.1), 0, Late: false, ReadyAgainAt: null),
            ],
            Effects: null);
    }

    /// <summary>One cycle that loses nothing.</summary>
    public static DrillReport Passed()
    {
        var requests = new List<RequestRecord>();
        Cycle(requests, signalAt: 12, exit: 3.1, held: 24, lossy: false);
        return new(
            Plan(cycles: 1),
            new DateTimeOffset(2026, 3, 1, 14, 5, 9, TimeSpan.Zero),
            At(17),
            [new Ending.LastEvent(new EventFeature(FeatureKind.EventType, "", "done")), new Ending.JsonDocument()],
            requests,
            [new(At(1.2), ReadinessState.Ready, 200), new(At(12.2), ReadinessState.NotReady, 503), new(At(14), ReadinessState.Unreachable, null)],
            [new(1, StopSignal.Sigterm, "service (process 4711)", At(12), 24, At(22), At(15.1), 0, Late: false, ReadyAgainAt: null)],
            Effects: null);
    }

    private static void Cycle(List<RequestRecord> requests, double signalAt, double exit, int held, bool lossy)
    {
        void Add(double from, double to, Outcome outcome, int? status, string detail) =>
            requests.Add(new(requests.Count + 1, requests.Count % 2, At(from), status is null ? null : At(from + 0.05), At(to), outcome, status,
                180 * (requests.Count % 31), requests.Count % 31, detail));

        for (int number = 0; number < held; number++)
        {
            double started = signalAt - 0.1 - (number * 37 % 100 / 100.0 * 2.5);
            Add(started - 3.2, started - 0.05, Outcome.Completed, 200, "");
            Outcome outcome = !lossy ? (number % 6 == 0 ? Outcome.EndedInBand : Outcome.Completed)
                : number % 4 == 0 ? Lost[number / 4 % 4]
                : number % 9 == 0 ? Outcome.EndedInBand
                : Outcome.Completed;
            double drained = signalAt + 0.2 + (number * 53 % 97 / 97.0 * (exit - 0.4));
            double end = outcome switch { Outcome.Hung => signalAt + 15,
                Outcome.Reset => signalAt + exit,
                Outcome.ServerError => signalAt + 0.3 + (number % 10 / 10.0),
                _ => drained };
            Add(started, end, outcome, outcome switch { Outcome.Reset => null, Outcome.ServerError => 500, _ => 200 }, outcome is Outcome.Truncated
                ? (number % 8 == 0 ? "" : Hostile)
                : outcome is Outcome.Reset ? "Connection reset by peer" : outcome is Outcome.Hung ? "nothing arrived for 15 s" : "");
        }

        for (int number = 0; number < 60; number++)
        {
            double from = signalAt + 0.05 + (number * exit / 60);
            Outcome outcome = from < signalAt + 0.8 ? Outcome.Completed : lossy && number % 11 == 0 ? Outcome.ServerError : Outcome.Refused;
            Add(from, outcome == Outcome.Completed ? Math.Min(from + 1.7, signalAt + exit) : from + 0.02, outcome,
                outcome switch { Outcome.Completed => 200, Outcome.ServerError => 502, _ => null }, outcome == Outcome.Refused ? "Connection refused" : "");
        }
    }

    private static DrillPlan Plan(int cycles) => new(
        new ServiceAccess.Started(["service"], SignalReceiver.Listener),
        new Uri("http://127.0.0.1:5080/ready"),
        new(
            [Request("http://127.0.0.1:5080/chat?q=%3Cscript%3E&tenant='a'", HttpMethod.Post),
                Request("http://127.0.0.1:5080/v1/conversations/0f8fad5b-d9cb-469f-a165-70867728950e/messages/stream", HttpMethod.Get)],
            Rate: 200, DrainRate: 10, HangAfter: At(15), Resume: false, Insecure: false, AllowRemote: false),
        StopSignal.Sigterm,
        At(10),
        At(60),
        At(5),
        At(60),
        cycles,
        new(At(5), At(5)),
        Restart: false,
        FailOn.DefaultFor(StopSignal.Sigterm),
        new(null, null, null, null));

    private static RequestPlan Request(string url, HttpMethod method) => new(new Uri(url), method, [], null, 120, Endless: false, null, null);

    private static TimeSpan At(double seconds) => TimeSpan.FromSeconds(seconds);
}
