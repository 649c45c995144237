namespace GracefulAnalyzers.Proofs.Running;

internal static class Waiting
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(30);

    /// <summary>Waits for what has to happen; when it does not, the failure says what was awaited.</summary>
    public static async Task Soon(this Task task, string what)
    {
        try
        {
            await task.WaitAsync(Bound);
        }
        catch (TimeoutException timeout) when (!task.IsCompleted)
        {
            throw new TimeoutException($"Not within {Bound.TotalSeconds:0} s: {what}", timeout);
        }
    }
}
