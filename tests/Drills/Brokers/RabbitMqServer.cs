using System.Diagnostics.CodeAnalysis;
using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills.Brokers;

/// <summary>A RabbitMQ node of the test's own, with the management API, on free loopback ports.</summary>
internal sealed class RabbitMqServer : IAsyncDisposable
{
    private readonly ServerProcess _names;
    private readonly ServerProcess _node;
    private readonly string _folder;

    private RabbitMqServer(ServerProcess names, ServerProcess node, string folder, string port, string managementPort) =>
        (_names, _node, _folder, Port, ManagementPort) = (names, node, folder, port, managementPort);

    public string Port { get; }

    public string ManagementPort { get; }

    public string ServiceUri => $"amqp://guest:guest@127.0.0.1:{Port}/";

    public string QueueUri(string queue) => $"rabbitmq://guest:guest@127.0.0.1:{Port}/{queue}?management={ManagementPort}";

    // Debian's wrapper on PATH changes the user and writes to the system's folders.
    public static string? ProgramPath { get; } = File.Exists("/usr/lib/rabbitmq/bin/rabbitmq-server") ? "/usr/lib/rabbitmq/bin/rabbitmq-server" : null;

    [SuppressMessage("Reliability", "CA2000:Dispose objects before losing scope", Justification = "The server disposes its processes.")]
    public static async Task<RabbitMqServer> StartAsync()
    {
        string program = ProgramPath ?? throw new InvalidOperationException("RabbitMQ is missing: apt-get install rabbitmq-server");
        string folder = Directory.CreateTempSubdirectory("graceful-rabbitmq").FullName;
        (string port, string management, string names) = (LoopbackPort.Free(), LoopbackPort.Free(), LoopbackPort.Free());
        await File.WriteAllTextAsync(Path.Combine(folder, "rabbitmq.conf"), $"management.tcp.port = {management}\nmanagement.tcp.ip = 127.0.0.1\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "plugins"), "[rabbitmq_management].\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "environment"), "");

        // The name server would otherwise be a daemon that outlives the test.
        ServerProcess daemon = await ServerProcess.StartAsync("epmd running", "TERM", new Dictionary<string, string?>(), "epmd", "-d", "-port", names,
            "-address", "127.0.0.1");
        try
        {
            ServerProcess node = await ServerProcess.StartAsync(
                "startup complete",
                "TERM",
                new Dictionary<string, string?>
                {
                    ["HOME"] = folder,
                    ["RABBITMQ_NODENAME"] = "graceful@localhost",
                    ["RABBITMQ_MNESIA_BASE"] = Path.Combine(folder, "data"),
                    ["RABBITMQ_LOG_BASE"] = Path.Combine(folder, "log"),
                    ["RABBITMQ_LOGS"] = "-",
                    ["RABBITMQ_CONFIG_FILE"] = Path.Combine(folder, "rabbitmq.conf"),
                    ["RABBITMQ_ADVANCED_CONFIG_FILE"] = Path.Combine(folder, "advanced.config"),
                    ["RABBITMQ_CONF_ENV_FILE"] = Path.Combine(folder, "environment"),
                    ["RABBITMQ_ENABLED_PLUGINS_FILE"] = Path.Combine(folder, "plugins"),
                    ["RABBITMQ_NODE_IP_ADDRESS"] = "127.0.0.1",
                    ["RABBITMQ_NODE_PORT"] = port,
                    ["RABBITMQ_DIST_PORT"] = LoopbackPort.Free(),
                    ["RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS"] = "-kernel inet_dist_use_interface {127,0,0,1} -start_epmd false",
                    ["ERL_EPMD_PORT"] = names,
                },
                program);
            return new(daemon, node, folder, port, management);
        }
        catch
        {
            await daemon.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _node.DisposeAsync();
        await _names.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
