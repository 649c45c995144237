using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A service that the drill starts by a command and owns.</summary>
/// <param name="urls">All that the drill asks; the process that listens on the first one's port gets the signal.</param>
internal sealed class StartedService(ServiceAccess.Started access, IReadOnlyList<Uri> urls, OutputTail output, DrillClock clock) : IServiceUnderTest
{
    // A killed process is dead before it is gone: its sockets close a moment later.
    private static readonly TimeSpan ClosingTime = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Glance = TimeSpan.FromMilliseconds(50);

    // `dotnet run` and shells end shortly after the process that they wait for.
    private static readonly TimeSpan WrapperTime = TimeSpan.FromSeconds(5);

    private readonly Uri _url = urls[0];
    private OwnedProcess? _process;
    private ListeningProcess? _listener;

    public bool CanStart => true;

    public bool IsOwned => true;

    public Task<ServiceExit> Exit { get; private set; } = new TaskCompletionSource<ServiceExit>().Task;

    public async Task<IReadOnlyList<string>> LastOutputAsync()
    {
        await (_process?.OutputAsync() ?? Task.CompletedTask);
        return output.Last;
    }

    public string Description =>
        _listener is { } listener
            ? $"{listener.Name} (process {listener.Id}), which listens on port {_url.Port} and was started by '{access.Command[0]}'"
            : $"'{access.Command[0]}' (process {_process?.Id})";

    public async Task StartAsync(CancellationToken cancellation)
    {
        // First of all, what the last run left behind: it may still hold the ports.
        bool again = _process is not null;
        _process?.Dispose();
        _process = null;
        _listener = null;
        await RequireFreePortsAsync(again ? ClosingTime : TimeSpan.Zero, cancellation);
        _process = OwnedProcess.Start(access.Command, output, clock);
        Exit = _process.Exit;
    }

    public void Ready()
    {
        if (access.Receiver == SignalReceiver.Listener
            && _process is { Session: { } session } process
            && ListeningProcess.Find(_url.Port, session) is { } listener
            && listener.Id != process.Id)
        {
            _listener = listener;
            Exit = ExitOfBothAsync(process, listener.Id);
        }
    }

    public void Stop(StopSignal signal) => UnixSignal.Send(_listener?.Id ?? _process!.Id, signal);

    public bool Kill()
    {
        _process?.Kill();
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _process?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task RequireFreePortsAsync(TimeSpan patience, CancellationToken cancellation)
    {
        TimeSpan begun = clock.Now;
        foreach (Uri url in urls.DistinctBy(url => (url.IdnHost, url.Port)))
        {
            while (await ListeningProcess.AcceptsAsync(url, cancellation))
            {
                if (clock.Now - begun >= patience)
                {
                    string owner = ListeningProcess.Find(url.Port, session: null) is { } other ? $" by {other.Name} (process {other.Id})" : "";
                    throw new DrillRefusedException(
                        $"Port {url.Port} is already taken{owner}: the drill would test that instead of the command. Stop it, or drill it with --pid.");
                }

                await Task.Delay(Glance, cancellation);
            }
        }
    }

    // The service is gone when its own process is; its exit code comes through the wrapper, if at all.
    private async Task<ServiceExit> ExitOfBothAsync(OwnedProcess wrapper, int listener)
    {
        TimeSpan at = await ProcessEnd.OfAsync(listener, clock);
        Task first = await Task.WhenAny(wrapper.Exit, Task.Delay(WrapperTime, CancellationToken.None));
        return new(at, first == wrapper.Exit ? (await wrapper.Exit).ExitCode : null);
    }
}
