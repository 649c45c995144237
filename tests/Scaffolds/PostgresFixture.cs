using GracefulAnalyzers.Tests.Servers;
using Xunit;

namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>One PostgreSQL server for all tests of a class: the one that <c>GRACEFUL_TEST_POSTGRES</c> names, or one of their own, started when it is first
/// needed.</summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private const string Variable = "GRACEFUL_TEST_POSTGRES";

    private static readonly string? s_named = Environment.GetEnvironmentVariable(Variable);
    private static readonly Lazy<Task<PostgresServer>> s_own = new(PostgresServer.StartAsync);

    public static string? ReasonToSkip { get; } =
        s_named is null && PostgresServer.ProgramPath is null && Environment.GetEnvironmentVariable("GRACEFUL_REQUIRE_BROKERS") != "1"
            ? $"Missing here: apt-get install postgresql, or a connection string in {Variable}"
            : null;

    public static async Task<string> ConnectionStringAsync() => s_named ?? (await s_own.Value).ConnectionString;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (s_own is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await (await s_own.Value).DisposeAsync();
        }
    }
}
