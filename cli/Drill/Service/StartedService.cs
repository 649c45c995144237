using System.Diagnostics;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A service that the drill starts by a command and owns.</summary>
internal sealed class StartedService(ServiceAccess.Started access, Uri url, OutputTail output, DrillClock clock) : IServiceUnderTest
{
    // `dotnet run` and shells end shortly after the process that they wait for.
    private static readonly TimeSpan WrapperTime = TimeSpan.FromSeconds(5);

    private OwnedProcess? _process;
    private ListeningProcess? _listener;

    public bool CanStart => true;

    public bool IsOwned => true;

    public Task<ServiceExit> Exit { get; private set; } = new TaskCompletionSource<ServiceExit>().Task;

    public IReadOnlyList<string> LastOutput => output.Last;

    public string Description =>
        _listener is { } listener
            ? $"{listener.Name} (process {listener.Id}), which listens on port {url.Port} and was started by '{access.Command[0]}'"
            : $"'{access.Command[0]}' (process {_process?.Id})";

    public async Task StartAsync(CancellationToken cancellation)
    {
        if (await ListeningProcess.AcceptsAsync(url, cancellation))
        {
            string owner = ListeningProcess.Find(url.Port, session: null) is { } other ? $" by {other.Name} (process {other.Id})" : "";
            throw new DrillRefusedException($"Port {url.Port} is already taken{owner}: the drill would test that instead of the command. Stop it, or drill it with --pid.");
        }

        _process?.Dispose();
        _listener = null;
        _process = OwnedProcess.Start(access.Command, output, clock);
        Exit = _process.Exit;
    }

    public void Ready()
    {
        if (access.Receiver == SignalReceiver.Listener
            && _process is { Session: { } session } process
            && ListeningProcess.Find(url.Port, session) is { } listener
            && listener.Id != process.Id)
        {
            _listener = listener;
            Exit = ExitOfBothAsync(process, listener.Id);
        }
    }

    public void Stop(StopSignal signal) => UnixSignal.Send(_listener?.Id ?? _process!.Id, signal);

    public void Kill() => _process?.Kill();

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    // The service is gone when its own process is; its exit code comes through the wrapper, if at all.
    private async Task<ServiceExit> ExitOfBothAsync(OwnedProcess wrapper, int listener)
    {
        TimeSpan at = await ProcessEnd.OfAsync(listener, clock);
        Task first = await Task.WhenAny(wrapper.Exit, Task.Delay(WrapperTime, CancellationToken.None));
        return new(at, first == wrapper.Exit ? (await wrapper.Exit).ExitCode : null);
    }
}

/// <summary>The end of a process that is not our child.</summary>
internal static class ProcessEnd
{
    /// <summary>When the process was gone, on the drill's clock.</summary>
    public static async Task<TimeSpan> OfAsync(int id, DrillClock clock)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            await process.WaitForExitAsync(CancellationToken.None);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }

        return clock.Now;
    }
}
