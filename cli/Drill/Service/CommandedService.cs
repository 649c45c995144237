namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A service elsewhere, stopped and started by commands. It is gone when the stop command returns.</summary>
internal sealed class CommandedService(ServiceAccess.Commanded access, Uri url, OutputTail output, DrillClock clock) : IServiceUnderTest
{
    private OwnedProcess? _stopping;
    private TaskCompletionSource<ServiceExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    public string Description => $"'{access.StopCommand}'";

    public bool CanStart => access.StartCommand is not null;

    public bool IsOwned => false;

    public Task<ServiceExit> Exit => _exit.Task;

    public IReadOnlyList<string> LastOutput => output.Last;

    public async Task StartAsync(CancellationToken cancellation)
    {
        // Before the first stop the service may be up already.
        if (access.StartCommand is { } start && (_stopped || !await ListeningProcess.AcceptsAsync(url, cancellation)))
        {
            await ShellCommand.RunAsync(start, output, clock, cancellation);
            _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void Ready()
    {
        // The command knows what it stops.
    }

    public void Stop(StopSignal signal)
    {
        _stopping?.Dispose();
        _stopping = OwnedProcess.Start(ShellCommand.Line(access.StopCommand), output, clock);
        _stopped = true;
        _ = ForwardAsync(_stopping.Exit, _exit);
    }

    public void Kill()
    {
        // The platform behind the command enforces its own deadline.
    }

    public ValueTask DisposeAsync()
    {
        _stopping?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task ForwardAsync(Task<ServiceExit> stopped, TaskCompletionSource<ServiceExit> exit)
    {
        ServiceExit end = await stopped;
        if (end.ExitCode == 0)
        {
            exit.TrySetResult(end with { ExitCode = null });
        }
        else
        {
            exit.TrySetException(ShellCommand.Failed(access.StopCommand, end, output));
        }
    }
}
