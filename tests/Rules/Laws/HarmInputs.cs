namespace GracefulAnalyzers.Tests.Laws;

/// <summary>Code that a fix once did harm to, with what must and what must not stand in the result.</summary>
internal static class HarmInputs
{
    private const string Loop = "    private async Task LoopAsync(CancellationToken token)\n    {\n        while (!token.IsCancellationRequested)\n        {\n"
        + "            await Task.Delay(1000, token);\n        }\n    }\n";

    /// <summary>By name: the rule, its frameworks, the code, texts that the result has in this order, texts that it has not.</summary>
    public static IReadOnlyDictionary<string, HarmInput> All { get; } = new Dictionary<string, HarmInput>(StringComparer.Ordinal)
    {
        ["a round between debit and credit"] = new("GRACE3001", Service(
            "    private readonly ILogger<A> _logger;\n    private Timer? _timer;\n    public A(ILogger<A> logger) => _logger = logger;\n",
            "_timer = new Timer(async _ => await RoundAsync(), null, TimeSpan.Zero, TimeSpan.FromSeconds(60));",
            "_timer?.Dispose();",
            "    private static async Task RoundAsync()\n    {\n        await File.AppendAllTextAsync(\"ledger\", \"debit \");\n"
                + "        await Task.Delay(6000);\n"
                + "        await File.AppendAllTextAsync(\"ledger\", \"credit \");\n    }\n"),
            ["await Task.Delay(6000);", "try", "await RoundAsync();", "catch (Exception", "_logger.LogError(", "WaitForNextTickAsync(_stopping.Token)"],
            ["Delay(6000, "]),
        ["a failed round is not the last"] = new("GRACE3001", Service(
            "    private readonly ILogger<A> _logger;\n    private Timer? _timer;\n    public A(ILogger<A> logger) => _logger = logger;\n",
            "_timer = new Timer(_ => _ = PollAsync(), null, TimeSpan.Zero, TimeSpan.FromSeconds(5));",
            "_timer?.Dispose();",
            "    private static async Task PollAsync() => await File.AppendAllTextAsync(\"polls\", \"x\");\n"),
            ["try", "await PollAsync();", "catch (Exception", "_logger.LogError("], []),
        ["what the work uses is disposed after the wait"] = new("GRACE3001", Service(
            "    private readonly CancellationTokenSource _cts = new();\n    private readonly FileStream _file = File.Create(\"f\");\n",
            "_ = Task.Run(() => LoopAsync(_cts.Token));",
            "_cts.Cancel();\n        _file.Dispose();", Loop),
            ["_cts.Cancel();", "await _work", "_file.Dispose();"], []),
        ["a source of its own serves"] = new("GRACE3001", Service(
            "    private readonly ILogger<A> _logger;\n    private readonly CancellationTokenSource _cts = new();\n    private Timer? _timer;\n"
                + "    public A(ILogger<A> logger) => _logger = logger;\n",
            "_timer = new Timer(async _ => await RoundAsync(_cts.Token), null, 0, 1000);",
            "_cts.Cancel();", "    private static async Task RoundAsync(CancellationToken token) => await File.AppendAllTextAsync(\"a\", \"b\", token);\n"),
            ["RoundAsync(_cts.Token)", "WaitForNextTickAsync(_cts.Token)"], ["_stopping"]),
        ["an async void method that a lambda calls"] = new("GRACE3001", Service(
            "    private readonly CancellationTokenSource _cts = new();\n",
            "_ = Task.Run(() => Worker(), _cts.Token);",
            "_cts.Cancel();",
            "    private async void Worker()\n    {\n        while (!_cts.IsCancellationRequested)\n        {\n"
                + "            await File.AppendAllTextAsync(\"a\", \"b\");\n            Thread.Sleep(10000);\n        }\n    }\n"),
            ["private async Task Worker()"], ["async void"]),
        ["the stop is logged before it waits"] = new("GRACE3001", Service(
            "    private readonly ILogger<A> _logger;\n    public A(ILogger<A> logger) => _logger = logger;\n",
            "_ = Task.Run(LoopAsync);", "_logger.LogInformation(\"stopping\");",
            "    private static async Task LoopAsync()\n    {\n        while (true)\n        {\n            await Task.Delay(1000);\n        }\n    }\n"),
            ["LogInformation(\"stopping\")", "CancelAsync()", "await _work"], []),
        ["work that listens to the host hears of the stop first"] = new("GRACE3001", """
            public sealed class A : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    _ = WarmAsync(stoppingToken);
                    return Task.CompletedTask;
                }

                public override async Task StopAsync(CancellationToken cancellationToken)
                {
                    await base.StopAsync(cancellationToken);
                }

                private static async Task WarmAsync(CancellationToken token)
                {
                    await Task.Delay(5000, token);
                    await File.AppendAllTextAsync("cache", "warm", token);
                }
            }
            """, ["await base.StopAsync(cancellationToken);", "await _work"], ["_stopping"]),
        ["a loop that the host's token ends needs no source"] = new("GRACE3001", """
            public sealed class A : BackgroundService
            {
                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    _ = LoopAsync(stoppingToken);
                    return Task.CompletedTask;
                }

                private static async Task LoopAsync(CancellationToken token)
                {
                    while (!token.IsCancellationRequested)
                    {
                        await Task.Delay(1000, token);
                    }
                }
            }
            """, ["_work = LoopAsync(stoppingToken)", "await base.StopAsync(cancellationToken);", "await _work"], ["_stopping"]),
        ["a lock that guards nothing any more goes with the timer"] = new("GRACE3001", Service(
            "    private readonly object _gate = new();\n    private readonly ILogger<A> _logger;\n    private Timer? _timer;\n"
                + "    public A(ILogger<A> logger) => _logger = logger;\n",
            "_timer = new Timer(async _ => await RoundAsync(), null, TimeSpan.Zero, TimeSpan.FromSeconds(60));",
            "lock (_gate)\n        {\n            _timer?.Change(Timeout.Infinite, 0);\n        }",
            "    private static async Task RoundAsync() => await File.AppendAllTextAsync(\"a\", \"b\");\n"),
            ["CancelAsync()", "await _work"], ["lock ("]),
        ["other returns of a method that becomes async"] = new("GRACE3012", """
            public sealed class A(IConfiguration configuration) : BackgroundService
            {
                private Timer? _timer;

                protected override Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    if (configuration["off"] is not null)
                    {
                        return Task.CompletedTask;
                    }

                    _timer = new Timer(async _ => await File.AppendAllTextAsync("a", "b"), null, TimeSpan.Zero, TimeSpan.FromSeconds(1));
                    return Task.CompletedTask;
                }

                public override void Dispose()
                {
                    _timer?.Dispose();
                    base.Dispose();
                }
            }
            """, ["async Task ExecuteAsync", "return;", "PeriodicTimer"], ["return Task.CompletedTask"]),
        ["a reader who leaves is no failure"] = new("GRACE1001", """
            using Microsoft.Extensions.AI;

            public static class Routes
            {
                public static void Map(WebApplication app) => app.MapGet("/chat", async (string q, HttpResponse response, IChatClient chat, ILogger<Program> log) =>
                {
                    try
                    {
                        await foreach (var part in chat.GetStreamingResponseAsync(q))
                        {
                            await response.WriteAsync(part.Text);
                        }

                        return Results.Empty;
                    }
                    catch (Exception e)
                    {
                        log.LogError(e, "failed");
                        return Results.Problem("failed");
                    }
                });
            }

            public class Program;
            """, ["catch (OperationCanceledException) when (", "throw;", "catch (Exception e)"], []),
    };

    private static string Service(string fields, string start, string stop, string rest) => $$"""
        public sealed class A : IHostedService
        {
        {{fields}}
            public Task StartAsync(CancellationToken cancellationToken)
            {
                {{start}}
                return Task.CompletedTask;
            }

            public Task StopAsync(CancellationToken cancellationToken)
            {
                {{stop}}
                return Task.CompletedTask;
            }

        {{rest}}}
        """;
}

/// <param name="InOrder">Texts that the result has, one behind the other.</param>
/// <param name="Never">Texts that it has not.</param>
internal sealed record HarmInput(string Id, string Code, IReadOnlyList<string> InOrder, IReadOnlyList<string> Never);
