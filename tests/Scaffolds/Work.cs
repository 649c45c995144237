namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>Work that says when it started and ends when told.</summary>
internal sealed class Work
{
    private readonly TaskCompletionSource _started = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _result = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _runs;

    public Task Started => _started.Task.WaitAsync(TimeSpan.FromSeconds(20));

    public int Runs => _runs;

    public Task<string> RunAsync()
    {
        Interlocked.Increment(ref _runs);
        _started.TrySetResult();
        return _result.Task;
    }

    public void Finish(string result) => _result.SetResult(result);
}
