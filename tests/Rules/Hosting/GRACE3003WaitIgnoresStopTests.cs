using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Hosting;

public class GRACE3003WaitIgnoresStopTests
{
    public static TheoryData<string> Reported =>
    [
        "Task.Delay(1000)", "Task.Delay(-1)", "Task.Delay(Timeout.Infinite)", "Task.Delay(Timeout.InfiniteTimeSpan, CancellationToken.None)",
        "Task.Delay(TimeSpan.FromSeconds(1))",
        "Task.Delay(new TimeSpan(0, 1, 0))", "Task.Delay(new TimeSpan(days: 0, hours: 0, minutes: 0, seconds: 1))", "Task.Delay(Pause)",
        "Task.Delay(millisecondsDelay: Constant)",
        "Task.Delay(Interval, CancellationToken.None)", "Task.Delay(Random.Shared.Next(5000))", "Task.Delay(TimeSpan.FromSeconds(2), TimeProvider.System)",
        "Task.Delay(5000).ConfigureAwait(false)",
    ];

    public static TheoryData<string> Left =>
    [
        "Task.Delay(999)", "Task.Delay(0)", "Task.Delay(TimeSpan.Zero)", "Task.Delay(new TimeSpan(5))", "Task.Delay(TimeSpan.FromMilliseconds(10.5))",
        "Task.Delay(Blink)", "Task.Delay(5000, stoppingToken)",
        "Task.Yield()", "Task.Delay(100 + Random.Shared.Next(50, 250))", "Task.Delay(TimeSpan.FromMilliseconds(Random.Shared.Next(250)))",
        "Task.WhenAny(Task.Delay(5000), Task.Delay(-1, stoppingToken))",
    ];

    [Theory]
    [MemberData(nameof(Reported))]
    public Task Long_and_unknown_times_are_reported(
        string wait) => Rule.Reports(Loop("{|GRACE3003:" + wait.Replace(".ConfigureAwait(false)", "", StringComparison.Ordinal) + "|}"
            + (wait.EndsWith("(false)", StringComparison.Ordinal) ? ".ConfigureAwait(false)" : "")));

    [Theory]
    [MemberData(nameof(Left))]
    public Task Short_and_stoppable_times_are_not(string wait) => Rule.Silent(Loop(wait));

    [Fact]
    public Task A_sleep_with_a_named_argument_is_left_to_its_owner() => Rule.OffersNoFix("""
        public sealed class Sleeper : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Yield();
                while (!stoppingToken.IsCancellationRequested)
                {
                    Thread.Sleep(millisecondsTimeout: 5000); // GRACE3003
                }
            }
        }
        """);

    [Fact]
    public Task A_sleep_under_a_lock_keeps_its_thread() => Rule.Fixes(
        Locked("while (true)", "Thread.Sleep(5000); // GRACE3003"),
        Locked("while (!stoppingToken.IsCancellationRequested)", "stoppingToken.WaitHandle.WaitOne(5000);"));

    [Fact]
    public Task A_delay_before_other_code_ends_without_throwing() => Rule.Fixes(
        Followed("await Task.Delay(5000); // GRACE3003"),
        Followed("await Task.Delay(5000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);"));

    private static string Loop(string wait) => $$"""
        public sealed class Waiting(ILogger<Waiting> logger) : BackgroundService
        {
            private const int Constant = 60_000;
            private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);
            private static readonly TimeSpan Blink = TimeSpan.FromMilliseconds(100);

            public TimeSpan Interval { get; set; }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    logger.LogInformation("{Pause} {Blink} {Constant}", Pause, Blink, Constant);
                    await {{wait}};
                }
            }
        }
        """;

    private static string Locked(string loop, string sleep) => $$"""
        public sealed class Sleeper : BackgroundService
        {
            private readonly object _gate = new();

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                await Task.Yield();
                {{loop}}
                {
                    lock (_gate)
                    {
                        {{sleep}}
                    }
                }
            }
        }
        """;

    private static string Followed(string wait) => $$"""
        public sealed class Saving(HttpClient http) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await http.PutAsync("/state", null, CancellationToken.None);
                    {{wait}}
                }

                await http.DeleteAsync("/state", CancellationToken.None);
            }
        }
        """;
}
