namespace GracefulAnalyzers.Catalogue;

/// <summary>What a service can keep results in besides EF Core: they must be registered as singletons of exactly the type that the store takes.</summary>
internal static class Stores
{
    private const string Services = "Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions::";
    private const string AdoStore = "AdoIdempotencyStore";
    private const string RedisStore = "RedisIdempotencyStore";

    public static readonly Framework Ado = new(
        "AdoNet",
        "https://www.npgsql.org/doc/basic-usage.html#dependency-injection; https://mysqlconnector.net/tutorials/dependency-injection/",
        "System.Data.Common.DbDataSource")
    {
        Stores =
        [
            new("Microsoft.Extensions.DependencyInjection.NpgsqlServiceCollectionExtensions::AddNpgsqlDataSource", "", AdoStore),
            new("Microsoft.Extensions.DependencyInjection.NpgsqlServiceCollectionExtensions::AddNpgsqlSlimDataSource", "", AdoStore),
            new("Microsoft.Extensions.DependencyInjection.MySqlConnectorServiceCollectionExtensions::AddMySqlDataSource", "", AdoStore),
            new(Services + "AddSingleton", "System.Data.Common.DbDataSource", AdoStore),
        ],
    };

    public static readonly Framework Redis = new(
        "Redis",
        "https://stackexchange.github.io/StackExchange.Redis/Basics",
        "StackExchange.Redis.IConnectionMultiplexer")
    {
        MissingInOldest = ["StackExchange.Redis.ValueCondition::NotExists"],
        Stores = [new(Services + "AddSingleton", "StackExchange.Redis.IConnectionMultiplexer", RedisStore)],
        Traits = [new(Trait.OnlyIfAbsent, "StackExchange.Redis.When::NotExists"), new(Trait.OnlyIfAbsent, "StackExchange.Redis.ValueCondition::NotExists")],
    };
}
