namespace GracefulAnalyzers.Proofs.Running;

/// <summary>Stops hosts as SIGTERM does and counts what that leaves behind.</summary>
internal static class Stops
{
    /// <summary>Time enough to stop on a busy machine; what does not stop uses all of it.</summary>
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(4);

    /// <summary>A stop that is not over by then waits for the work in hand.</summary>
    private static readonly TimeSpan EarlyStop = TimeSpan.FromSeconds(4);

    public static IHost NewHost(Action<IServiceCollection> add, TimeSpan? shutdownTimeout = null)
    {
        var builder = Host.CreateEmptyApplicationBuilder(settings: null);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = shutdownTimeout ?? TimeSpan.FromSeconds(30));
        add(builder.Services);
        return builder.Build();
    }

    /// <summary>What the console's lifetime does at SIGTERM: stops the application; returns when the host has stopped, before it is disposed.</summary>
    public static async Task TerminateAsync(this IHost host)
    {
        host.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
        await host.WaitForShutdownAsync().Soon("the host stops");
    }

    /// <summary>1 when the host's stop ends while the service's work is still being done, else 0.</summary>
    public static async Task<int> UnfinishedWorkAsync(Func<Work, IHostedService> create)
    {
        var work = new Work();
        using var host = NewHost(services => services.AddSingleton(_ => create(work)));
        await host.StartAsync();
        await work.Begun.Soon("the service begins its work");
        var stop = host.TerminateAsync();
        var isEarly = await Task.WhenAny(stop, Task.Delay(EarlyStop)) == stop;
        work.Finish();
        await stop;
        return isEarly ? 1 : 0;
    }

    /// <summary>1 when the service that stops after the given one gets a token that has fired already, else 0.</summary>
    public static async Task<int> FiredTokensOfNextServiceAsync(Func<Work, IHostedService> create)
    {
        var (next, work) = (new NextService(), new Work());
        work.Finish();
        using var host = NewHost(services => services.AddSingleton<IHostedService>(next).AddSingleton(_ => create(work)), ShutdownTimeout);
        await host.StartAsync();
        await work.Begun.Soon("the service does its first round");
        await host.TerminateAsync();
        return next.HadTime == true ? 0 : 1;
    }

    private sealed class NextService : IHostedService
    {
        public bool? HadTime { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            HadTime = !cancellationToken.IsCancellationRequested;
            return Task.CompletedTask;
        }
    }
}
