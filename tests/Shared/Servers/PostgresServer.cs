using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace GracefulAnalyzers.Tests.Servers;

/// <summary>A PostgreSQL server of the test's own, on a free loopback port, with a database <c>postgres</c> that trusts everybody.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly ServerProcess _process;
    private readonly string _folder;

    private PostgresServer(ServerProcess process, string folder, string port) => (_process, _folder, Port) = (process, folder, port);

    public string Port { get; }

    public string ConnectionString => $"Host=127.0.0.1;Port={Port};Username=postgres;Database=postgres";

    /// <summary>Null when the server is not installed.</summary>
    public static string? ProgramPath { get; } = ServerProcess.Find("postgres", Versions());

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The server disposes its processes.")]
    public static async Task<PostgresServer> StartAsync()
    {
        string program = ProgramPath ?? throw new InvalidOperationException("PostgreSQL is missing: apt-get install postgresql");
        string folder = Directory.CreateTempSubdirectory("graceful-postgres").FullName;
        string data = Path.Combine(folder, "data");

        // The server refuses to run as root; the package brings a user for it.
        string[] user = [];
        if (Environment.UserName == "root")
        {
            user = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", "--"];
            await RunAsync("chown", "postgres", folder);
        }

        await RunAsync([.. user, Path.Combine(Path.GetDirectoryName(program)!, "initdb"), "--pgdata", data, "--username", "postgres", "--auth", "trust",
            "--no-sync", "--locale", "C", "--encoding", "UTF8"]);
        string port = LoopbackPort.Free();
        ServerProcess process = await ServerProcess.StartAsync(
            "ready to accept connections", "INT", new Dictionary<string, string?>(),
            [.. user, program, "-D", data, "-p", port, "-c", "listen_addresses=127.0.0.1", "-c", "unix_socket_directories=", "-c", "fsync=off"]);
        return new(process, folder, port);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    // Debian keeps each version in a folder of its own and puts none of them on PATH.
    private static string[] Versions() => Directory.Exists("/usr/lib/postgresql")
        ? [.. Directory.EnumerateDirectories("/usr/lib/postgresql").OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin"))]
        : [];

    private static async Task RunAsync(params string[] command)
    {
        var start = new ProcessStartInfo(command[0],
            command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetTempPath() };
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}:\n{await output}{await errors}");
        }
    }
}
