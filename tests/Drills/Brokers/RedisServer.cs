using System.Diagnostics.CodeAnalysis;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills.Brokers;

/// <summary>A redis-server of the test's own, on a free loopback port, without files.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private readonly ServerProcess _process;

    private RedisServer(ServerProcess process, string port) => (_process, Port) = (process, port);

    public string Port { get; }

    public static string? ProgramPath { get; } = ServerProcess.Find("redis-server");

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The server disposes its processes.")]
    public static async Task<RedisServer> StartAsync()
    {
        string program = ProgramPath ?? throw new InvalidOperationException("Redis is missing: apt-get install redis-server");
        string port = LoopbackPort.Free();
        return new(
            await ServerProcess.StartAsync(
                "accept connections", "TERM", new Dictionary<string, string?>(), program, "--port", port, "--bind", "127.0.0.1", "--save", "", "--appendonly",
                "no", "--dir", Path.GetTempPath()),
            port);
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
