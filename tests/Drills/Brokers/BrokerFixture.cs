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
    Node = 8,
}

/// <summary>A test that needs programs from Debian packages; skipped without them, except in CI and under <c>GRACEFUL_REQUIRE_BROKERS=1</c>.</summary>
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
    private static readonly (Needs Need, string Package, string? Path)[] Packages =
    [
        (Needs.RabbitMq, "rabbitmq-server", RabbitMqServer.ProgramPath),
        (Needs.Redis, "redis-server", RedisServer.ProgramPath),
        (Needs.Postgres, "postgresql", PostgresServer.ProgramPath),
        (Needs.Node, "nodejs", ServerProcess.Find("node")),
    ];

    /// <summary>Where nothing may be skipped, a missing program fails its test.</summary>
    public static bool AreRequired { get; } = Environment.GetEnvironmentVariable("GRACEFUL_REQUIRE_BROKERS") == "1"
        || Environment.GetEnvironmentVariable("CI") == "true";

    public static string? ReasonToSkip(Needs needs) =>
        ReasonToSkip(needs, Packages.Where(package => package.Path is null).Select(package => package.Need), AreRequired);

    /// <summary>What the person has to install, when anything that is needed is missing and may be.</summary>
    public static string? ReasonToSkip(Needs needs, IEnumerable<Needs> missing, bool required)
    {
        string[] packages = [.. Packages.Where(package => needs.HasFlag(package.Need) && missing.Contains(package.Need)).Select(package => package.Package)];
        return packages.Length == 0 || required ? null : $"Missing here: apt-get install {string.Join(' ', packages)}";
    }
}
