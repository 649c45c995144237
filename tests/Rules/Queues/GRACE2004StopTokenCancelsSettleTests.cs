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

            private static Task Work(CancellationToken token) => File.WriteAllTextAsync("work.txt", "done", token);

            private static void Replace(ref CancellationToken token) => token = CancellationToken.None;

            private static void Make(out CancellationToken token) => token = CancellationToken.None;
        }
        """;

    [Theory]
    [InlineData("var token = stoppingToken; await channel.BasicAckAsync(1, false, token); // GRACE2004")]
    [InlineData("var token = CancellationToken.None; if (channel.IsOpen) { token = stoppingToken; }\n"
        + "await channel.BasicAckAsync(1, false, token); // GRACE2004")]
    [InlineData("await channel.BasicNackAsync(cancellationToken: stoppingToken, deliveryTag: 1, multiple: false, requeue: true); // GRACE2004")]
    public Task Reports(string body) => Rule.Reports(Worker(body), "RabbitMq7");

    [Theory]
    // Another value is there by then.
    [InlineData("var token = stoppingToken; Replace(ref token); await channel.BasicAckAsync(1, false, token);")]
    [InlineData("var token = stoppingToken; Make(out token); await channel.BasicAckAsync(1, false, token);")]
    [InlineData("var token = stoppingToken; (token, var tag) = (CancellationToken.None, 1UL); await channel.BasicAckAsync(tag, false, token);")]
    [InlineData("stoppingToken = CancellationToken.None; await channel.BasicAckAsync(1, false, stoppingToken);")]
    // A grace that only starts when the stop comes.
    [InlineData("using var grace = new CancellationTokenSource(); stoppingToken.Register(() => grace.CancelAfter(5000)); "
        + "await channel.BasicAckAsync(1, false, grace.Token);")]
    public Task IsSilent(string body) => Rule.Silent(Worker(body), "RabbitMq7");

    [Theory]
    // Cut work goes on to the ack.
    [InlineData("try { await Work(stoppingToken); } catch (OperationCanceledException) { } await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch { } await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (Exception e) when (e.Message.Length > 0) { Console.WriteLine(e); } "
        + "await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("foreach (var part in \"ab\") { try { await Work(stoppingToken); } catch (TaskCanceledException) { break; } } "
        + "await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("await Work(stoppingToken).ContinueWith(_ => { }, TaskScheduler.Default); await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("await Work(stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); await channel.BasicAckAsync(1, false, stoppingToken); "
        + "// GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (Exception) { await channel.BasicAckAsync(1, false, stoppingToken); } // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (Exception) { await channel.BasicRejectAsync(1, requeue: false, stoppingToken); } // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (OperationCanceledException) { } await Done(stoppingToken);\n}\n"
        + "private async Task Done(CancellationToken token) {\nawait channel.BasicAckAsync(1, false, token); // GRACE2004")]
    public Task Leaves_alone_what_keeps_cut_work_from_being_settled(string body) => Rule.OffersNoFix(Worker(body), "RabbitMq7");

    [Theory]
    // The catch leaves, takes no cancellation, or the message comes again.
    [InlineData("try { await Work(stoppingToken); } catch (OperationCanceledException) { throw; } await channel.BasicAckAsync(1, false, stoppingToken); "
        + "// GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (OperationCanceledException) { return; } await channel.BasicAckAsync(1, false, stoppingToken); "
        + "// GRACE2004")]
    [InlineData("foreach (var part in \"ab\") { try { await Work(stoppingToken); } catch (Exception) { continue; } "
        + "await channel.BasicAckAsync(1, false, stoppingToken); } // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (Exception e) when (e is not OperationCanceledException) { } "
        + "await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (FormatException) { } await channel.BasicAckAsync(1, false, stoppingToken); // GRACE2004")]
    [InlineData("try { await Work(stoppingToken); } catch (Exception) { await channel.BasicNackAsync(1, false, true, stoppingToken); } // GRACE2004")]
    public Task Settles_what_is_done(string body) =>
        Rule.Fixes(Worker(body), Worker(body).Replace("false, stoppingToken)", "false, CancellationToken.None)", StringComparison.Ordinal)
            .Replace("true, stoppingToken)", "true, CancellationToken.None)", StringComparison.Ordinal).Replace(" // GRACE2004", "", StringComparison.Ordinal),
                "RabbitMq7");
}
