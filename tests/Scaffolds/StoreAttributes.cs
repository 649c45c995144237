using System.Reflection;
using Xunit.Sdk;

namespace GracefulAnalyzers.Scaffolds.Tests;

/// <summary>Runs a theory on the EF Core store.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InEfAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Ef]];
}

/// <summary>Runs a theory on the ADO store over SQLite.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InAdoAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Ado]];
}

/// <summary>Runs a theory on the ADO store over PostgreSQL. Without the server it is skipped, but fails under <c>GRACEFUL_REQUIRE_BROKERS=1</c>, where the
/// package is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InPostgresAttribute : DataAttribute
{
    public InPostgresAttribute() => Skip = PostgresFixture.ReasonToSkip;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Postgres]];
}

/// <summary>Runs a theory on Redis. Without redis-server it is skipped, but fails in CI, where the program is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InRedisAttribute : DataAttribute
{
    public InRedisAttribute() => Skip = Reason;

    public static string? Reason { get; } = RedisServer.ProgramPath is null && Environment.GetEnvironmentVariable("CI") != "true"
        && Environment.GetEnvironmentVariable("GRACEFUL_REQUIRE_BROKERS") != "1"
        ? "Missing here: apt-get install redis-server"
        : null;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Redis]];
}
