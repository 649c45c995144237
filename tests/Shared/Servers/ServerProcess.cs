using System.Diagnostics;

namespace GracefulAnalyzers.Tests.Servers;

/// <summary>A server of the test's own. It ends with the test, also when the test host is killed: a shell waits for its pipe to close.</summary>
internal sealed class ServerProcess : IAsyncDisposable
{
    // The shell lets go of the output, so that it ends with the server.
    private const string Script = "signal=$1; shift; \"$@\" & id=$!; exec >/dev/null 2>&1; read -r line; kill -s \"$signal\" \"$id\"; wait \"$id\"";

    private static readonly TimeSpan StartTime = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ServerProcess(Process process) => _process = process;

    /// <summary>Starts the server and waits until a line of its output holds the marker; throws with the output when it ends before.</summary>
    public static async Task<ServerProcess> StartAsync(string marker, string stopSignal, IReadOnlyDictionary<string, string?> environment,
        params string[] command)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", Script, "sh", stopSignal, .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        foreach ((string name, string? value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start)!;
        var output = new Output(marker);
        process.OutputDataReceived += (_, line) => output.Add(line.Data);
        process.ErrorDataReceived += (_, line) => output.Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            await output.Ready.WaitAsync(StartTime);
            return new(process);
        }
        catch (Exception e) when (e is TimeoutException or InvalidOperationException)
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
            throw new InvalidOperationException($"{string.Join(' ', command)} was not ready:\n{output.Text}", e);
        }
    }

    /// <summary>The program's path on PATH or in the folders; null when it is missing.</summary>
    public static string? Find(string program, params string[] folders) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Concat(folders)
        .Select(folder => Path.Combine(folder, program))
        .FirstOrDefault(File.Exists);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(StopTime);
        }
        catch (TimeoutException)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
    }

    /// <summary>The server's lines, until both of its pipes are closed.</summary>
    private sealed class Output(string marker)
    {
        private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly List<string> _lines = [];
        private int _closed;

        public Task Ready => _ready.Task;

        public string Text
        {
            get
            {
                lock (_lines)
                {
                    return string.Join('\n', _lines);
                }
            }
        }

        public void Add(string? line)
        {
            if (line is null)
            {
                if (Interlocked.Increment(ref _closed) == 2)
                {
                    _ready.TrySetException(new InvalidOperationException("It ended."));
                }

                return;
            }

            lock (_lines)
            {
                _lines.Add(line);
            }

            if (line.Contains(marker, StringComparison.OrdinalIgnoreCase))
            {
                _ready.TrySetResult();
            }
        }
    }
}
