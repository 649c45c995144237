using System.Transactions;
using Graceful;
using GracefulAnalyzers.Tests.Time;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;
using StackExchange.Redis;
using Xunit;

namespace GracefulAnalyzers.Scaffolds.Tests;

public sealed class StoreHostingTests
{
    private static readonly IdempotencyKey s_key = new("Summariser", "order-7", 0);

    [Fact]
    public async Task A_hosted_service_gets_the_store_from_a_validated_container()
    {
        using var file = new SqliteFile();
        HostApplicationBuilder builder = Host.CreateEmptyApplicationBuilder(null);
        builder.ConfigureContainer(new DefaultServiceProviderFactory(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
        builder.Services.AddDbContext<ShopContext>(options => options.UseSqlite(file.ConnectionString));
        builder.Services.AddSingleton<IIdempotencyStore, EfIdempotencyStore<ShopContext>>();
        builder.Services.AddHostedService<Consumer>();
        builder.Services.AddSingleton<Done>();

        using IHost host = builder.Build();
        await host.StartAsync();

        Assert.Equal("summary", await host.Services.GetRequiredService<Done>().Source.Task);
        await host.StopAsync();
    }

    [Theory, InAdo, InRedis]
    public async Task Other_stores_come_out_of_a_validated_container(StoreKind kind)
    {
        await using RedisServer? redis = kind == StoreKind.Redis ? await RedisServer.ConnectAsync() : null;
        using var file = new SqliteFile();
        ServiceCollection services = new();
        services.AddLogging();
        if (redis is not null)
        {
            services.AddSingleton(redis.Connection);
            services.AddSingleton<IIdempotencyStore, RedisIdempotencyStore>();
        }
        else
        {
            services.AddSingleton(Microsoft.Data.Sqlite.SqliteFactory.Instance.CreateDataSource(file.ConnectionString));
            services.AddSingleton<IIdempotencyStore, AdoIdempotencyStore>();
        }

        await using ServiceProvider provider = services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

        Assert.Equal("summary", await provider.GetRequiredService<IIdempotencyStore>().GetOrAddAsync(s_key, () => Task.FromResult("summary")));
    }

    [Fact]
    public async Task The_record_does_not_roll_back_with_an_ambient_transaction()
    {
        await using Backend backend = await Backend.OpenAsync(StoreKind.Ef);
        IIdempotencyStore store = backend.NewProcess(TimeProvider.System);
        using (new TransactionScope(TransactionScopeAsyncFlowOption.Enabled))
        {
            Transaction? during = null;
            await store.GetOrAddAsync(
                s_key,
                () =>
                {
                    during = Transaction.Current;
                    return Task.FromResult("paid for");
                });

            Assert.NotNull(during);
            Assert.Same(during, Transaction.Current);
        }

        Assert.Equal("paid for", await store.GetOrAddAsync(s_key, () => Task.FromResult("paid again")));
    }

    [Theory, InRedis]
    public async Task Redis_renews_the_lease_while_the_work_runs_and_keeps_the_result_for_a_week(StoreKind kind)
    {
        Assert.Equal(StoreKind.Redis, kind);
        await using RedisServer server = await RedisServer.ConnectAsync();
        IDatabase database = server.Connection.GetDatabase();
        RedisKey key = "graceful:idempotency:" + s_key;
        var time = new ManualTime();
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var result = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        Task<string> delivery = new RedisIdempotencyStore(server.Connection, NullLogger<RedisIdempotencyStore>.Instance, time).GetOrAddAsync(
            s_key,
            () =>
            {
                started.SetResult();
                return result.Task;
            });
        await started.Task;
        Assert.True(await database.KeyExpireAsync(key, TimeSpan.FromSeconds(20)));

        time.Advance(TimeSpan.FromSeconds(10));

        // Each turn is a round trip to the server; without a renewal the key is gone after 20 s and the test fails.
        TimeSpan? left;
        do
        {
            left = await database.KeyTimeToLiveAsync(key);
        }
        while (left is { } ttl && ttl <= TimeSpan.FromSeconds(20));
        Assert.NotNull(left);
        result.SetResult("summary");
        Assert.Equal("summary", await delivery);
        Assert.InRange((await database.KeyTimeToLiveAsync(key))!.Value, TimeSpan.FromDays(6), TimeSpan.FromDays(7));
    }

    private sealed class Done
    {
        public TaskCompletionSource<string> Source { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class Consumer(IIdempotencyStore store, Done done) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken) =>
            done.Source.SetResult(await store.GetOrAddAsync(s_key, () => Task.FromResult("summary"), stoppingToken));
    }
}
