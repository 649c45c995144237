using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Client;
using Microsoft.VisualStudio.TestPlatform.ObjectModel.Logging;

namespace GracefulAnalyzers.Progress;

/// <summary>Says when the tests of a project start, and every twenty seconds how far they are. <c>dotnet test</c> by itself is silent until the last of
/// them ends, unless one fails.</summary>
[FriendlyName("progress")]
[ExtensionUri("logger://GracefulAnalyzers/progress")]
public sealed class ProgressLogger : ITestLogger, IDisposable
{
    private readonly Action<string> _write;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private string _project = "";
    private string _last = "none yet";
    private long _start;
    private int _done;
    private int _failed;
    private ITimer? _timer;

    public ProgressLogger()
        : this(Console.Out.WriteLine, TimeProvider.System)
    {
    }

    internal ProgressLogger(Action<string> write, TimeProvider time)
    {
        _write = write;
        _time = time;
    }

    internal static TimeSpan Pause { get; } = TimeSpan.FromSeconds(20);

    public void Initialize(TestLoggerEvents events, string testRunDirectory)
    {
        events.TestRunStart += (_, run) => Start(run.TestRunCriteria.Sources ?? []);
        events.TestResult += (_, test) => Count(test.Result);
        events.TestRunComplete += (_, _) => Dispose();
    }

    public void Dispose() => _timer?.Dispose();

    private void Start(IEnumerable<string> assemblies)
    {
        _project = string.Join(", ", assemblies.Select(Path.GetFileNameWithoutExtension));
        _start = _time.GetTimestamp();
        _write($"  {_project}: tests start");
        _timer = _time.CreateTimer(_ => Say(), null, Pause, Pause);
    }

    private void Count(TestResult result)
    {
        lock (_gate)
        {
            _done++;
            _failed += result.Outcome == TestOutcome.Failed ? 1 : 0;
            _last = result.TestCase.FullyQualifiedName.Split('.')[^1];
        }
    }

    private void Say()
    {
        lock (_gate)
        {
            var progress = $"{_done} tests done, {_failed} failed, after {_time.GetElapsedTime(_start).TotalSeconds:F0} s";
            _write($"  {_project}: {progress}; last: {_last}");
        }
    }
}
