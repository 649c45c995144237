using GracefulAnalyzers.Tests.Harness;

namespace GracefulAnalyzers.Tests.Queues;

/// <summary>Ways in which a token reaches a settle call.</summary>
public class GRACE2004StopTokenCancelsSettleTests
{
    private static string Worker(string body) => $$"""
        using RabbitMQ.Client;

        public sealed class Worker(IChannel channel) : BackgroundService
        {
            protected override async Task ExecuteAsync(CancellationToken stoppingToken)
            {
                {{body}}
            }

            private static void Replace(ref CancellationToken token) => token = CancellationToken.None;

            private static void Make(out CancellationToken token) => token = CancellationToken.None;
        }
        """;

    [Theory]
    [InlineData("var token = stoppingToken; await channel.BasicAckAsync(1, false, token); // GRACE2004")]
    [InlineData("var token = CancellationToken.None; if (channel.IsOpen) { token = stoppingToken; }\nawait channel.BasicAckAsync(1, false, token); // GRACE2004")]
    [InlineData("await channel.BasicNackAsync(cancellationToken: stoppingToken, deliveryTag: 1, multiple: false, requeue: true); // GRACE2004")]
    public Task Reports(string body) => Rule.Reports(Worker(body), "RabbitMq7");

    [Theory]
    // Another value is there by then.
    [InlineData("var token = stoppingToken; Replace(ref token); await channel.BasicAckAsync(1, false, token);")]
    [InlineData("var token = stoppingToken; Make(out token); await channel.BasicAckAsync(1, false, token);")]
    [InlineData("var token = stoppingToken; (token, var tag) = (CancellationToken.None, 1UL); await channel.BasicAckAsync(tag, false, token);")]
    [InlineData("stoppingToken = CancellationToken.None; await channel.BasicAckAsync(1, false, stoppingToken);")]
    // A grace that only starts when the stop comes.
    [InlineData("using var grace = new CancellationTokenSource(); stoppingToken.Register(() => grace.CancelAfter(5000)); await channel.BasicAckAsync(1, false, grace.Token);")]
    public Task IsSilent(string body) => Rule.Silent(Worker(body), "RabbitMq7");
}
