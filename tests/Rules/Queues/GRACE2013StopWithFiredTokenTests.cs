using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Queues;

public class GRACE2013StopWithFiredTokenTests
{
    [Fact]
    public async Task The_fix_passes_no_link_that_has_fired_too() =>
        await Rule.Fixes(Worker("stoppingToken); // GRACE2013"), Worker("CancellationToken.None);"), "AzureServiceBus");

    [Fact]
    public async Task A_fired_link_is_reported() => await Rule.Reports(Worker("{|GRACE2013:linked.Token|});"), "AzureServiceBus");

    [Fact]
    public async Task A_helper_that_others_give_a_deadline_keeps_its_token() => await Rule.OffersNoFix("""
        using Azure.Messaging.ServiceBus;

        public sealed class Worker(ServiceBusProcessor processor) : BackgroundService
        {
            public override async Task StopAsync(CancellationToken cancellationToken)
            {
                await EndAsync(cancellationToken);
                await base.StopAsync(cancellationToken);
            }

            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                while (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(1000, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                await EndAsync(stoppingToken);
            }

            private Task EndAsync(CancellationToken token) => processor.StopProcessingAsync(token); // GRACE2013
        }
        """, "AzureServiceBus");

    private static string Worker(string argument) => $$"""
        using Azure.Messaging.ServiceBus;

        public sealed class Worker(ServiceBusProcessor processor) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                linked.CancelAfter(TimeSpan.FromHours(1));
                while (!stoppingToken.IsCancellationRequested)
                {
                    await Task.Delay(1000, linked.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                }

                await processor.StopProcessingAsync({{argument}}
            }
        }
        """;
}
