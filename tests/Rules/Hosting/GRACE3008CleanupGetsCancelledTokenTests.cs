using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Hosting;

public class GRACE3008CleanupGetsCancelledTokenTests
{
    private const string Source = "using var budget = new CancellationTokenSource(TimeSpan.FromSeconds(5));";

    [Theory]
    [InlineData("if (stoppingToken.IsCancellationRequested) await File.WriteAllTextAsync(\"a\", \"b\", stoppingToken); // GRACE3008")]
    [InlineData("Func<Task> save = () => File.WriteAllTextAsync(\"a\", \"b\", stoppingToken); if (stoppingToken.IsCancellationRequested) "
        + "{ await Both(save, () => File.WriteAllTextAsync(\"a\", \"b\", stoppingToken)); } // GRACE3008")]
    [InlineData("if (stoppingToken.IsCancellationRequested) { var saving = File.WriteAllTextAsync(\"a\", \"b\", stoppingToken); await saving; } // GRACE3008")]
    public async Task No_fix_where_the_source_would_not_live_as_long_as_the_call(string body) => await Rule.OffersNoFix(Service(body));

    [Fact]
    public async Task Each_block_gets_a_source_of_its_own() => await Rule.Fixes(
        Service("""
            if (stoppingToken.IsCancellationRequested)
                    {
                        await File.WriteAllTextAsync("a", "b", stoppingToken); // GRACE3008
                        if (File.Exists("c"))
                        {
                            await File.AppendAllTextAsync("c", "d", stoppingToken); // GRACE3008
                        }
                    }
            """),
        Service($$"""
            if (stoppingToken.IsCancellationRequested)
                    {
                        {{Source}}
                        await File.WriteAllTextAsync("a", "b", budget.Token);
                        if (File.Exists("c"))
                        {
                            {{Source.Replace("budget", "cleanupBudget", StringComparison.Ordinal)}}
                            await File.AppendAllTextAsync("c", "d", cleanupBudget.Token);
                        }
                    }
            """));

    [Fact]
    public async Task A_name_in_use_is_left_alone_and_line_endings_stay() => await Rule.Fixes(
        Service("var budget = 5;\n        if (stoppingToken.IsCancellationRequested)\n        {\n"
            + "            await File.WriteAllTextAsync(\"a\", $\"{budget}\", stoppingToken); // GRACE3008\n        }").ReplaceLineEndings("\r\n"),
        Service($"var budget = 5;\n        if (stoppingToken.IsCancellationRequested)\n        {{\n"
            + $"            {Source.Replace("budget", "cleanupBudget", StringComparison.Ordinal)}\n"
            + $"            await File.WriteAllTextAsync(\"a\", $\"{{budget}}\", cleanupBudget.Token);\n        }}").ReplaceLineEndings("\r\n"));

    [Theory]
    [InlineData("ApplicationInsights", "Microsoft.ApplicationInsights.TelemetryClient sink", "await sink.FlushAsync(stoppingToken);")]
    [InlineData("NLog", "NLog.LogFactory sink", "await sink.FlushAsync(stoppingToken);")]
    [InlineData("EventHubs", "Azure.Messaging.EventHubs.Producer.EventHubBufferedProducerClient sink", "await sink.FlushAsync(stoppingToken);")]
    [InlineData("Kafka", "Confluent.Kafka.IProducer<string, string> sink", "sink.Flush(stoppingToken);")]
    public async Task A_flush_of_a_framework_gets_a_token_that_is_alive(string framework, string sink, string flush)
    {
        string Worker(string inLoop, string after) => $$"""
            public sealed class Worker({{sink}}) : BackgroundService
            {
                protected override async Task ExecuteAsync(CancellationToken stoppingToken)
                {
                    while (!stoppingToken.IsCancellationRequested)
                    {
                        await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                        {{inLoop}}
                    }

                    {{after}}
                }
            }
            """;
        await Rule.Reports(Worker("", flush + " // GRACE3008"), framework);
        await Rule.Silent(Worker(flush, flush.Replace("stoppingToken", "CancellationToken.None", StringComparison.Ordinal)), framework);
    }

    private static string Service(string body) => $$"""
        public sealed class Service : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                {{body}}
                await Task.CompletedTask;
            }

            private static async Task Both(Func<Task> first, Func<Task> second)
            {
                await first();
                await second();
            }
        }
        """;
}
