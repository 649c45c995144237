using System.Diagnostics;
using GracefulAnalyzers.Tests.Servers;
using StackExchange.Redis;

namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>A redis-server of the test's own, on a free loopback port, without files.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly Process _process;

    private RedisServer(Process process, IConnectionMultiplexer connection)
    {
        _process = process;
        Connection = connection;
    }

    public IConnectionMultiplexer Connection { get; }

    /// <summary>Where the program is; null when it is not on PATH.</summary>
    public static string? ProgramPath { get; } = (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, OperatingSystem.IsWindows() ? "redis-server.exe" : "redis-server"))
        .FirstOrDefault(File.Exists);

    /// <exception cref="InvalidOperationException">The program is absent or does not start.</exception>
    public static async Task<RedisServer> ConnectAsync()
    {
        string program = ProgramPath ?? throw new InvalidOperationException("redis-server is not on PATH.");
        string port = LoopbackPort.Free();
        var start = new ProcessStartInfo(program, ["--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", Path.GetTempPath()])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        Process process = Process.Start(start) ?? throw new InvalidOperationException("redis-server did not start.");
        try
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                if (line.Contains("accept connections", StringComparison.OrdinalIgnoreCase))
                {
                    _ = process.StandardOutput.ReadToEndAsync();
                    return new RedisServer(process, await ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{port}"));
                }
            }

            throw new InvalidOperationException("redis-server ended before it listened.");
        }
        catch
        {
            Kill(process);
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Connection.DisposeAsync();
        Kill(_process);
    }

    private static void Kill(Process process)
    {
        process.Kill();
        process.WaitForExit();
        process.Dispose();
    }
}
