using System.ComponentModel;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using GracefulAnalyzers.Cli.Drill.Plan;

namespace GracefulAnalyzers.Cli.Drill.Service;

/// <summary>
/// A process in a session of its own, which ends with everything it started when it is disposed, and also when the
/// drill itself dies: a watchdog on a pipe kills the session when the pipe closes. There is no watchdog on Windows.
/// </summary>
internal sealed class OwnedProcess : IDisposable
{
    // Ctrl-C at a terminal reaches the watchdog too; it must outlive the drill to be of use. A session may hold several
    // process groups, and what is being killed may fork: so by the processes' sessions, until none is left.
    private const string WatchdogScript = """
        trap '' INT TERM HUP QUIT
        read -r line && exit 0
        session=$1
        kill -s KILL -- "-$session" 2>/dev/null
        passes=0
        found=yes
        while [ -n "$found" ] && [ "$passes" -lt 200 ]; do
          passes=$((passes + 1))
          found=
          for stat in /proc/[0-9]*/stat; do
            { read -r fields < "$stat"; } 2>/dev/null || continue
            set -- ${fields##*) }
            if [ "$4" = "$session" ] && { [ "$1" != Z ] || [ "${18}" -gt 1 ]; }; then
              id=${stat#/proc/}
              kill -s KILL "${id%/stat}" 2>/dev/null && found=yes
            fi
          done
        done
        """;

    // Where a child holds on to the pipes they have no end.
    private static readonly TimeSpan LongestEnd = TimeSpan.FromSeconds(2);

    private readonly Process _process;
    private readonly Process? _watchdog;
    private readonly string? _started;
    private bool _released;

    private OwnedProcess(Process process, Process? watchdog) => (_process, _watchdog, _started) = (process, watchdog, ProcessStat.Of(process.Id)?.Started);

    public int Id => _process.Id;

    /// <summary>The session and process group; null where the platform has none.</summary>
    public int? Session => _watchdog is null ? null : _process.Id;

    /// <summary>The exit code, at the moment of the exit.</summary>
    public required Task<ServiceExit> Exit { get; init; }

    /// <summary>Completes when both pipes of the output are at their end.</summary>
    public required Task OutputEnd { get; init; }

    /// <exception cref="DrillRefusedException">The command does not exist or cannot be run.</exception>
    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The owner disposes the process.")]
    public static OwnedProcess Start(IReadOnlyList<string> command, OutputTail output, DrillClock clock)
    {
        string program = Executables.Find(command[0]) ?? throw new DrillRefusedException($"The command '{command[0]}' was not found.");
        string[] session = NewSession();
        string[] arguments = session.Length > 0 ? [.. session[1..], program, .. command.Skip(1)] : [.. command.Skip(1)];
        var process = new Process
        {
            StartInfo = new ProcessStartInfo(session.Length > 0 ? session[0] : program, arguments)
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            },
            EnableRaisingEvents = true,
        };
        var exit = new TaskCompletionSource<ServiceExit>(TaskCreationOptions.RunContinuationsAsynchronously);
        process.Exited += (_, _) => exit.TrySetResult(new(clock.Now, process.ExitCode));
        (TaskCompletionSource outputEnd,
            TaskCompletionSource errorEnd) = (new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously));
        process.OutputDataReceived += (_, line) => Take(line.Data, output, outputEnd);
        process.ErrorDataReceived += (_, line) => Take(line.Data, output, errorEnd);
        try
        {
            process.Start();
        }
        catch (Win32Exception e)
        {
            process.Dispose();
            throw new DrillRefusedException($"The command '{command[0]}' could not be started: {e.Message}", e);
        }

        process.StandardInput.Close();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new(process, session.Length > 0 ? Watch(process.Id) : null) { Exit = exit.Task, OutputEnd = Task.WhenAll(outputEnd.Task, errorEnd.Task) };
    }

    public void Kill()
    {
        // The tree first: once its root is dead, nobody can tell which sessions its children made for themselves.
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It ended by itself, or a member of its tree did, while it was being killed.
        }

        // A number that has passed to another process since then is another session's.
        if (Session is { } session && (ProcessStat.Of(session) is not { } leader || leader.Started == _started))
        {
            UnixSignal.KillSession(session);
        }
    }

    /// <summary>After the exit: the last line may still be on its way, and is known to be whole only at the end of the pipes.</summary>
    public Task OutputAsync() => Exit.IsCompleted ? Task.WhenAny(OutputEnd, Task.Delay(LongestEnd)) : Task.CompletedTask;

    /// <summary>Lets the process and what it started live on: a start command's service is the person's, not the drill's.</summary>
    public void Release()
    {
        _released = true;
        try
        {
            _watchdog?.StandardInput.WriteLine("done");
            _watchdog?.StandardInput.Close();
            _watchdog?.WaitForExit();
        }
        catch (IOException)
        {
            // Somebody killed the watchdog.
        }
    }

    public void Dispose()
    {
        // Also after a good exit: what the service left behind is an orphan.
        if (!_released)
        {
            Kill();
            Release();
        }

        _watchdog?.Dispose();
        _process.Dispose();
    }

    // setsid keeps the process id, so that the command is the leader of its group.
    private static string[] NewSession() =>
        OperatingSystem.IsWindows() ? []
        : Executables.Find("setsid") is { } setsid ? [setsid]
        : Executables.Find("perl") is { } perl ? [perl, "-MPOSIX=setsid", "-e", "setsid(); exec { $ARGV[0] } @ARGV"]
        : [];

    private static void Take(string? line, OutputTail output, TaskCompletionSource end)
    {
        if (line is null)
        {
            end.TrySetResult();
        }

        output.Add(line);
    }

    private static Process? Watch(int session)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", WatchdogScript, "sh", session.ToString(CultureInfo.InvariantCulture)])
        {
            RedirectStandardInput = true,
            UseShellExecute = false,
        };
        return Process.Start(start);
    }
}
