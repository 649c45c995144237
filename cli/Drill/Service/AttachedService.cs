using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>A process that somebody else started.</summary>
internal sealed class AttachedService : IServiceUnderTest
{
    private readonly ServiceAccess.Attached _access;
    private readonly Uri _url;
    private readonly OutputTail _output;
    private readonly DrillClock _clock;
    private OwnedProcess? _starting;
    private int _id;

    /// <exception cref="DrillRefusedException">There is no such process.</exception>
    public AttachedService(ServiceAccess.Attached access, Uri url, OutputTail output, DrillClock clock)
    {
        (_access, _url, _output, _clock, _id) = (access, url, output, clock, access.Pid);
        if (ListeningProcess.NameOf(_id).Length == 0)
        {
            throw new DrillRefusedException($"There is no process {_id}.");
        }

        Exit = ExitAsync(_id);
    }

    public string Description => $"{ListeningProcess.NameOf(_id)} (process {_id})";

    public bool CanStart => _access.StartCommand is not null;

    public bool IsOwned => false;

    public Task<ServiceExit> Exit { get; private set; }

    public Task<IReadOnlyList<string>> LastOutputAsync() => Task.FromResult(_output.Last);

    public async Task StartAsync(CancellationToken cancellation)
    {
        if (!Exit.IsCompleted)
        {
            return;
        }

        _starting?.Dispose();
        _starting = await ShellCommand.RunAsync(_access.StartCommand!, _output, _clock, cancellation);
        Exit = new TaskCompletionSource<ServiceExit>().Task;
    }

    public void Ready()
    {
        if (ListeningProcess.NameOf(_id).Length > 0)
        {
            return;
        }

        _id = ListeningProcess.Find(_url.Port, session: null)?.Id
            ?? throw new DrillRefusedException(
                $"The process that listens on port {_url.Port} after the restart could not be found; it is needed for the next cycle.");
        Exit = ExitAsync(_id);
    }

    public void Stop(StopSignal signal) => UnixSignal.Send(_id, signal);

    public bool Kill()
    {
        UnixSignal.Send(_id, StopSignal.Sigkill);
        return true;
    }

    public ValueTask DisposeAsync()
    {
        _starting?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<ServiceExit> ExitAsync(int id) => new(await ProcessEnd.OfAsync(id, _clock), null);
}
