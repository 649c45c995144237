using GracefulAnalyzers.Progress;
using GracefulAnalyzers.Tests.Time;
using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace GracefulAnalyzers.Tests.HarnessTests;

/// <summary>What <c>dotnet test</c> says while it runs, without waiting for it.</summary>
public sealed class ProgressTests
{
    [Fact]
    public void A_run_says_that_it_starts_then_how_far_it_is_and_nothing_after_its_end()
    {
        List<string> said = [];
        var time = new ManualTime();
        var run = new Events();
        using var logger = new ProgressLogger(said.Add, time);
        logger.Initialize(run, "");

        run.Start("/tests/Queues.Tests.dll");
        time.Advance(ProgressLogger.Pause);
        run.End("Queues.Acks.A_stop_lets_it_finish", TestOutcome.Passed);
        run.End("Queues.Acks.A_nack_comes_back", TestOutcome.Failed);
        run.End("Queues.Acks.Only_elsewhere", TestOutcome.Skipped);
        time.Advance(ProgressLogger.Pause);
        run.Complete();
        time.Advance(ProgressLogger.Pause);

        Assert.Equal(
            [
                "  Queues.Tests: tests start",
                "  Queues.Tests: 0 tests done, 0 failed, after 20 s; last: none yet",
                "  Queues.Tests: 3 tests done, 1 failed, after 40 s; last: Only_elsewhere",
            ],
            said);
    }

    /// <summary>A log that stands still for longer looks like a run that hangs.</summary>
    [Fact]
    public void It_speaks_at_least_every_half_minute() => Assert.InRange(ProgressLogger.Pause, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30));

    private sealed class Events : TestLoggerEvents
    {
        public override event EventHandler<TestRunStartEventArgs>? TestRunStart;

        public override event EventHandler<TestResultEventArgs>? TestResult;

        public override event EventHandler<TestRunCompleteEventArgs>? TestRunComplete;

        public override event EventHandler<TestRunMessageEventArgs>? TestRunMessage { add { } remove { } }

        public override event EventHandler<DiscoveryStartEventArgs>? DiscoveryStart { add { } remove { } }

        public override event EventHandler<TestRunMessageEventArgs>? DiscoveryMessage { add { } remove { } }

        public override event EventHandler<DiscoveredTestsEventArgs>? DiscoveredTests { add { } remove { } }

        public override event EventHandler<DiscoveryCompleteEventArgs>? DiscoveryComplete { add { } remove { } }

        public void Start(string assembly) => TestRunStart?.Invoke(this, new TestRunStartEventArgs(new TestRunCriteria([assembly], 1)));

        public void End(string test, TestOutcome outcome)
        {
            var name = new TestCase(test, new Uri("executor://tests"), "tests.dll");
            TestResult?.Invoke(this, new TestResultEventArgs(new TestResult(name) { Outcome = outcome }));
        }

        public void Complete() =>
            TestRunComplete?.Invoke(this, new TestRunCompleteEventArgs(null, isCanceled: false, isAborted: false, null, null, TimeSpan.Zero));
    }
}
