using System.Collections.Concurrent;
using System.Data.Common;
using Graceful;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;
using StackExchange.Redis;

namespace GracefulAnalyzers.Scaffolds.Tests;

public enum StoreKind
{
    Ef,
    Ado,
    Postgres,
    Redis,
}

/// <summary>One database of one test, shared by stores that stand for processes.</summary>
internal abstract class Backend : IAsyncDisposable
{
    public static async Task<Backend> OpenAsync(StoreKind kind) => kind switch
    {
        StoreKind.Ef => new EfBackend(),
        StoreKind.Ado => new AdoBackend { File = new SqliteFile() },
        StoreKind.Postgres => new AdoBackend { Server = await PostgresFixture.ConnectionStringAsync() },
        _ => new RedisBackend { Server = await RedisServer.ConnectAsync() },
    };

    public ConcurrentQueue<string> Warnings { get; } = new();

    /// <summary>The store of a process of its own, with that process's clock.</summary>
    public abstract IIdempotencyStore NewProcess(TimeProvider time);

    /// <summary>Lets the key's lease end; stores that keep it by their own clock see that when the clock has moved on.</summary>
    public virtual Task ExpireLeaseAsync(IdempotencyKey key) => Task.CompletedTask;

    public abstract ValueTask DisposeAsync();

    protected ILogger<T> Logger<T>() => new ListLogger<T>(Warnings);

    private sealed class ListLogger<T>(ConcurrentQueue<string> warnings) : ILogger<T>
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning)
            {
                warnings.Enqueue(formatter(state, exception));
            }
        }
    }

    private sealed class EfBackend : Backend
    {
        private readonly SqliteFile _file = new();
        private readonly ServiceProvider _services;

        public EfBackend() => _services = new ServiceCollection()
            .AddDbContext<ShopContext>(options => options.UseSqlite(_file.ConnectionString))
            .BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });

        public override IIdempotencyStore NewProcess(TimeProvider time) => new EfIdempotencyStore<ShopContext>(
            _services.GetRequiredService<IServiceScopeFactory>(), Logger<EfIdempotencyStore<ShopContext>>(), time);

        public override async ValueTask DisposeAsync()
        {
            await _services.DisposeAsync();
            _file.Dispose();
        }
    }

    private sealed class AdoBackend : Backend
    {
        private DbDataSource? _source;

        public SqliteFile? File { get; init; }

        public string? Server { get; init; }

        private DbDataSource Source => _source ??= File is null
            ? NpgsqlDataSource.Create(Server!)
            : SqliteFactory.Instance.CreateDataSource(File.ConnectionString);

        public override IIdempotencyStore NewProcess(TimeProvider time) => new AdoIdempotencyStore(Source, Logger<AdoIdempotencyStore>(), time);

        public override async ValueTask DisposeAsync()
        {
            if (File is null)
            {
                await using DbCommand drop = Source.CreateCommand("DROP TABLE IF EXISTS graceful_idempotency");
                await drop.ExecuteNonQueryAsync();
            }

            await Source.DisposeAsync();
            File?.Dispose();
        }
    }

    private sealed class RedisBackend : Backend
    {
        public required RedisServer Server { get; init; }

        public override IIdempotencyStore NewProcess(TimeProvider time) => new RedisIdempotencyStore(Server.Connection, Logger<RedisIdempotencyStore>(), time);

        public override Task ExpireLeaseAsync(IdempotencyKey key) =>
            Server.Connection.GetDatabase().KeyDeleteAsync("graceful:idempotency:" + key);

        public override ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}

public sealed class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options);

internal sealed class SqliteFile : IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), $"graceful-{Guid.NewGuid():N}.db");

    public string ConnectionString => $"Data Source={_path}";

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        File.Delete(_path);
    }
}
