using GracefulAnalyzers.Tests.Servers;

namespace GracefulAnalyzers.Drills.Brokers;

/// <summary>The brokers and the database, each started when a test first asks for it.</summary>
public sealed class BrokerFixture : IAsyncLifetime
{
    private readonly Lazy<Task<RabbitMqServer>> _rabbitMq = new(RabbitMqServer.StartAsync);
    private readonly Lazy<Task<RedisServer>> _redis = new(RedisServer.StartAsync);
    private readonly Lazy<Task<PostgresServer>> _postgres = new(PostgresServer.StartAsync);

    internal Task<RabbitMqServer> RabbitMqAsync() => _rabbitMq.Value;

    internal Task<RedisServer> RedisAsync() => _redis.Value;

    internal Task<PostgresServer> PostgresAsync() => _postgres.Value;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await StopAsync(_rabbitMq);
        await StopAsync(_redis);
        await StopAsync(_postgres);
    }

    private static async Task StopAsync<T>(Lazy<Task<T>> server)
        where T : IAsyncDisposable
    {
        // A server that did not start has failed its test already.
        if (server is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await server.Value).DisposeAsync();
        }
    }
}

/// <summary>Tests that start real services: one at a time, for they would share the machine's cores.</summary>
[CollectionDefinition(Name)]
public sealed class ServiceTests : ICollectionFixture<BrokerFixture>
{
    public const string Name = "Services";
}

[Flags]
public enum Needs
{
    RabbitMq = 1,
    Redis = 2,
    Postgres = 4,
}

/// <summary>A test that needs servers from Debian packages; skipped without them, except under <c>GRACEFUL_REQUIRE_BROKERS=1</c>.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrokerFactAttribute : FactAttribute
{
    public BrokerFactAttribute(Needs needs)
    {
        Needs = needs;
        Skip = BrokerPackages.ReasonToSkip(needs);
    }

    public Needs Needs { get; }
}

/// <summary>The same for theories.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrokerTheoryAttribute : TheoryAttribute
{
    public BrokerTheoryAttribute(Needs needs)
    {
        Needs = needs;
        Skip = BrokerPackages.ReasonToSkip(needs);
    }

    public Needs Needs { get; }
}

internal static class BrokerPackages
{
    public static bool AreRequired { get; } = Environment.GetEnvironmentVariable("GRACEFUL_REQUIRE_BROKERS") == "1";

    public static string? ReasonToSkip(Needs needs)
    {
        string[] missing =
        [
            .. needs.HasFlag(Needs.RabbitMq) && RabbitMqServer.ProgramPath is null ? ["rabbitmq-server"] : Array.Empty<string>(),
            .. needs.HasFlag(Needs.Redis) && RedisServer.ProgramPath is null ? ["redis-server"] : Array.Empty<string>(),
            .. needs.HasFlag(Needs.Postgres) && PostgresServer.ProgramPath is null ? ["postgresql"] : Array.Empty<string>(),
        ];
        return missing.Length == 0 || AreRequired ? null : $"Missing here: apt-get install {string.Join(' ', missing)}";
    }
}
