namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Inputs of <see cref="LayoutCases"/>: the rules that report, the frameworks, the code.</summary>
internal static class LayoutInputs
{
    public static Dictionary<string, (string Ids, string Frameworks, string Code)> All { get; } = new(StringComparer.Ordinal)
    {
        ["L1: K&R"] = ("GRACE3003", "", """
            public sealed class W(HttpClient http, ILogger<W> log) : BackgroundService {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken) {
                    while (!stoppingToken.IsCancellationRequested) {
                        try {
                            await http.GetAsync("/", CancellationToken.None);
                            await Task.Delay(TimeSpan.FromMinutes(1));
                        } catch (Exception e) {
                            log.LogError(e, "x");
                        }
                    }
                }
            }
            """),
        ["L1, a loop that is started"] = ("GRACE3001", "", """
            public sealed class W(HttpClient http, ILogger<W> log) : IHostedService {
                public Task StartAsync(CancellationToken cancellationToken) {
                    _ = Task.Run(LoopAsync);
                    return Task.CompletedTask;
                }

                public Task StopAsync(CancellationToken cancellationToken) {
                    return Task.CompletedTask;
                }

                private async Task LoopAsync() {
                    while (true) {
                        try {
                            await http.GetAsync("/");
                            await Task.Delay(TimeSpan.FromMinutes(1));
                        } catch (Exception e) {
                            log.LogError(e, "x");
                        }
                    }
                }
            }
            """),
        ["L1, a poll"] = ("GRACE2007", "AmazonSQS", """
            using Amazon.SQS;
            using Amazon.SQS.Model;

            public sealed class Poller(IAmazonSQS sqs, ILogger<Poller> log) : BackgroundService {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken) {
                    while (!stoppingToken.IsCancellationRequested) {
                        try {
                            var answer = await sqs.ReceiveMessageAsync(new ReceiveMessageRequest { QueueUrl = "q", WaitTimeSeconds = 20 });
                            log.LogInformation("{Count}", answer.Messages.Count);
                        } catch (Exception e) {
                            log.LogError(e, "x");
                        }
                    }
                }
            }
            """),
        ["L1, try and catch on one line"] = ("GRACE3003", "", """
            public sealed class W(HttpClient http, ILogger<W> log) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        try { await http.GetAsync("/"); await Task.Delay(1000); } catch (Exception e) { log.LogError(e, "x"); }
                    }
                }
            }
            """),
        ["L2: one line"] = ("GRACE3001", "", """
            public sealed class A : IHostedService { public Task StartAsync(CancellationToken t) { _ = Task.Run(Go); return Task.CompletedTask; } public Task StopAsync(CancellationToken t) => Task.CompletedTask; async Task Go() { while (true) { await Task.Delay(5000); await File.WriteAllTextAsync("a", "b"); } } }
            """),
        ["L2, members on one line each"] = ("GRACE3001", "", """
            public sealed class A : IHostedService, IDisposable
            {
                private Timer? _timer;
                public Task StartAsync(CancellationToken t) { _timer = new Timer(_ => Go(), null, 0, 1000); return Task.CompletedTask; }
                public Task StopAsync(CancellationToken t) { _timer?.Change(Timeout.Infinite, 0); return Task.CompletedTask; }
                public void Dispose() { _timer?.Dispose(); }
                static void Go() => File.WriteAllText("a", "b");
            }
            """),
        ["L2, two types on one line"] = ("GRACE3001", "", """
            public interface IStore { Task SaveAsync(); } public sealed class A(IStore s) : IHostedService { public Task StartAsync(CancellationToken t) { _ = GoAsync(); return Task.CompletedTask; } public Task StopAsync(CancellationToken t) { return Task.CompletedTask; } async Task GoAsync() { for (;;) { await s.SaveAsync(); await Task.Delay(10); } } }
            """),
        ["L2, a worker on one line"] = ("GRACE3003", "", """
            public sealed class A : BackgroundService { protected override async Task ExecuteAsync(CancellationToken t) { while (!t.IsCancellationRequested) { await File.WriteAllTextAsync("a", "b", CancellationToken.None); await Task.Delay(5000); } } }
            """),
        ["L3: a body on one line"] = ("GRACE3001", "", Starting(
            "public async Task StartAsync(CancellationToken ct) { await Task.Factory.StartNew(LoopAsync, TaskCreationOptions.LongRunning); }")),
        ["L3, an arrow"] = ("GRACE3001", "", Starting(
            "public async Task StartAsync(CancellationToken ct) => await Task.Factory.StartNew(LoopAsync, TaskCreationOptions.LongRunning);")),
        ["L3, a brace behind the statement"] = ("GRACE3001", "", Starting("""
            public async Task StartAsync(CancellationToken ct)
                {
                    await Task.Factory.StartNew(LoopAsync, TaskCreationOptions.LongRunning); }
            """)),
        ["L3, two statements on a line"] = ("GRACE3001", "", Starting("""
            public Task StartAsync(CancellationToken ct)
                {
                    Console.WriteLine("starting"); _ = Task.Run(LoopAsync); return Task.CompletedTask;
                }
            """)),
        ["L4: a comment behind the arrow"] = ("GRACE3001", "", Timing("""
            _timer = new Timer(async _ => // every minute
                    { await WorkAsync(); }, null, 5_000, 60_000);
            """)),
        ["L4: a comment behind an argument"] = ("GRACE3001", "", Timing(
            "_timer = new Timer(Tick, null /* no state */, TimeSpan.Zero, TimeSpan.FromMinutes(1));")),
        ["L4: a callback in parentheses"] = ("GRACE3001", "", Timing(
            "_timer = new Timer((Tick), null, TimeSpan.Zero, TimeSpan.FromMinutes(1));")),
        ["L4, an argument on each line"] = ("GRACE3001", "", Timing("""
            _timer = new Timer(
                        Tick, // the callback
                        null,
                        TimeSpan.Zero, // at once
                        TimeSpan.FromMinutes(1)); // every minute
            """)),
        ["L4, named arguments in another order"] = ("GRACE3001", "", Timing(
            "_timer = new Timer(callback: Tick, state: null, period: TimeSpan.FromMinutes(1), dueTime: TimeSpan.Zero);")),
        ["L4, a delegate of an old form"] = ("GRACE3001", "", Timing(
            "_timer = new Timer(async delegate(object? state) { /* every minute */ await WorkAsync(); }, null, 5_000, 60_000);")),
        ["L4, a timer of a worker"] = ("GRACE3012", "", """
            public sealed class Sampler : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    await using var timer = new Timer(async _ => // every five seconds
                    { await File.WriteAllTextAsync("a", "b"); }, null, 5000, 5000);
                    await Task.Delay(Timeout.Infinite, stoppingToken);
                }
            }
            """),
        ["L5: a comment behind a call that is moved"] = ("GRACE3012", "", Leaving(
            "lifetime.ApplicationStopped.Register(async () => await _http.PostAsync(\"/bye\", null)); // the partner expects it")),
        ["L5: a comment behind await"] = ("GRACE3001", "", Starting("""
            public async Task StartAsync(CancellationToken ct)
                {
                    await /* returns at once */ Task.Factory.StartNew(LoopAsync);
                }
            """)),
        ["L5: a comment within a token"] = ("GRACE2013", "AzureServiceBus", """
            using Azure.Messaging.ServiceBus;

            public sealed class Orders(ServiceBusProcessor processor, IHostApplicationLifetime lifetime) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    try
                    {
                        await Task.Delay(Timeout.Infinite, lifetime.ApplicationStopping);
                    }
                    finally
                    {
                        await processor.StopProcessingAsync(lifetime./* host */ApplicationStopping);
                    }
                }
            }
            """),
        ["L5, a comment above and one within"] = ("GRACE3012", "", Leaving("""
            // The partner expects it.
                    lifetime.ApplicationStopped.Register(/* late */ async () => await _http.PostAsync("/bye", null /* no body */));
            """)),
        ["L5, a comment behind a discard"] = ("GRACE3001", "", Starting("""
            public Task StartAsync(CancellationToken ct)
                {
                    _ /* nobody waits */ = /* on the pool */ Task.Run(LoopAsync); // until the end
                    return Task.CompletedTask; // at once
                }
            """)),
        ["L5, a comment beside an omitted token"] = ("GRACE3003", "", """
            public sealed class A : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await File.WriteAllTextAsync("a", "b", CancellationToken.None);
                        await Task.Delay(/* a while */ 5000 /* ms */, CancellationToken /* nobody's */ .None); // then again
                    }
                }
            }
            """),
    };

    private static string Starting(string start) => $$"""
        public sealed class A : IHostedService
        {
            {{start}}

            public Task StopAsync(CancellationToken ct) => Task.CompletedTask;

            private async Task LoopAsync()
            {
                while (true)
                {
                    await Task.Delay(5000);
                    await File.WriteAllTextAsync("a", "b");
                }
            }
        }
        """;

    private static string Timing(string start) => $$"""
        public sealed class A : IHostedService
        {
            private Timer? _timer;

            public Task StartAsync(CancellationToken ct)
            {
                {{start}}
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken ct)
            {
                _timer?.Dispose();
                return Task.CompletedTask;
            }

            private async void Tick(object? state) => await WorkAsync();

            private static Task WorkAsync() => File.WriteAllTextAsync("a", "b");
        }
        """;

    private static string Leaving(string registration) => $$"""
        public sealed class Leaving : IHostedService
        {
            private readonly HttpClient _http;

            public Leaving(HttpClient http, IHostApplicationLifetime lifetime)
            {
                _http = http;
                {{registration}}
            }

            public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

            public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
        }
        """;
}
