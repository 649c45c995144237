namespace GracefulAnalyzers.Proofs.Running;

/// <summary>A piece of work that is in hand until the test finishes it.</summary>
internal sealed class Work
{
    private readonly TaskCompletionSource _begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _finished = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Begun => _begun.Task;

    public void Finish() => _finished.TrySetResult();

    public Task DoAsync()
    {
        _begun.TrySetResult();
        return _finished.Task;
    }
}
