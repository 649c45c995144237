using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A service elsewhere, stopped and started by commands. It is gone when the stop command returns.</summary>
internal sealed class CommandedService(ServiceAccess.Commanded access, Uri url, OutputTail output, DrillClock clock) : IServiceUnderTest
{
    // Behind a load balancer the service of an early start may serve to the end, and writes to its command's pipes.
    private readonly List<OwnedProcess> _started = [];
    private OwnedProcess? _stopping;
    private TaskCompletionSource<ServiceExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _stopped;

    public string Description => $"'{access.StopCommand}'";

    public bool CanStart => access.StartCommand is not null;

    public bool IsOwned => false;

    public Task<ServiceExit> Exit => _exit.Task;

    public async Task<IReadOnlyList<string>> LastOutputAsync()
    {
        await (_stopping?.OutputAsync() ?? Task.CompletedTask);
        return output.Last;
    }

    public async Task StartAsync(CancellationToken cancellation)
    {
        // Before the first stop the service may be up already.
        if (access.StartCommand is { } start && (_stopped || !await ListeningProcess.AcceptsAsync(url, cancellation)))
        {
            _started.Add(await ShellCommand.RunAsync(start, output, clock, cancellation));
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
        _ = ForwardAsync(_stopping, _exit);
    }

    // The platform behind the command enforces its own deadline.
    public bool Kill() => false;

    public ValueTask DisposeAsync()
    {
        _stopping?.Dispose();
        _started.ForEach(start => start.Dispose());
        return ValueTask.CompletedTask;
    }

    private async Task ForwardAsync(OwnedProcess stopping, TaskCompletionSource<ServiceExit> exit)
    {
        ServiceExit end = await stopping.Exit;
        if (end.ExitCode == 0)
        {
            exit.TrySetResult(end with { ExitCode = null });
        }
        else
        {
            await stopping.OutputAsync();
            exit.TrySetException(ShellCommand.Failed(access.StopCommand, end, output));
        }
    }
}
