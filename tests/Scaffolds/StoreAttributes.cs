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

/// <summary>Runs a theory on the ADO store over PostgreSQL, when a server is named.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InPostgresAttribute : DataAttribute
{
    private const string Variable = "GRACEFUL_TEST_POSTGRES";

    public InPostgresAttribute() => Skip = ConnectionString is null ? $"{Variable} names no PostgreSQL database" : null;

    public static string? ConnectionString { get; } = Environment.GetEnvironmentVariable(Variable);

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Postgres]];
}

/// <summary>Runs a theory on Redis. Without redis-server it is skipped, but fails in CI, where the program is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class InRedisAttribute : DataAttribute
{
    public InRedisAttribute() => Skip = Reason;

    public static string? Reason { get; } = RedisServer.ProgramPath is null && Environment.GetEnvironmentVariable("CI") != "true"
        ? "redis-server is not on PATH"
        : null;

    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[StoreKind.Redis]];
}
