using System.Collections.Concurrent;
using System.Net.Sockets;
using GracefulAnalyzers.Drills.Brokers;
using RabbitMQ.Client;

namespace GracefulAnalyzers.Proofs;

/// <summary>What proofs run on: a broker, started for the first that asks, and each proof's count, taken once.</summary>
public sealed class Bench : IAsyncLifetime
{
    private readonly BrokerFixture _brokers = new();
    private readonly ConcurrentDictionary<string, Lazy<Task<Counted>>> _counts = new(StringComparer.Ordinal);

    internal Task<Counted> CountAsync(Proof proof) => _counts.GetOrAdd(proof.Rule, _ => new(() => RunAsync(proof))).Value;

    internal async Task<IConnection> ConnectAsync() => (await ConnectWithLineAsync()).Connection;

    /// <summary>A connection with its socket: closed, that is a process which has gone without a word.</summary>
    internal async Task<(IConnection Connection, Socket Line)> ConnectWithLineAsync()
    {
        var rabbit = await _brokers.RabbitMqAsync();
        ITcpClient? client = null;
        var factory = new ConnectionFactory
        {
            Uri = new Uri(rabbit.ServiceUri),
            AutomaticRecoveryEnabled = false,
            SocketFactory = family => client = ConnectionFactoryBase.DefaultSocketFactory(family),
        };
        return (await factory.CreateConnectionAsync(), client!.Client);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _brokers.DisposeAsync();

    private async Task<Counted> RunAsync(Proof proof) => new(proof, await proof.WithDefectAsync(this), await proof.AfterFixAsync(this));
}

/// <summary>One at a time: each needs the machine to itself.</summary>
[CollectionDefinition(Name)]
public sealed class BenchTests : ICollectionFixture<Bench>
{
    public const string Name = "Bench";
}
