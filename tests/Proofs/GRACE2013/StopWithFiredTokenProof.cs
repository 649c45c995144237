using GracefulAnalyzers.Proofs.Running;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace GracefulAnalyzers.Proofs.GRACE2013;

internal sealed class StopWithFiredTokenProof : Proof
{
    public override string Event => "a worker cancels its RabbitMQ consumer when the host stops";

    public override string Harm => "consumers that still took messages when the host had stopped";

    public override string Frameworks => "RabbitMq7";

    public override bool NeedsBroker => true;

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(
        bench, static (channel, queue, consumer, begun) => new Violation.OrderWorker(channel, queue, consumer, begun));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(
        bench, static (channel, queue, consumer, begun) => new Fix.OrderWorker(channel, queue, consumer, begun));

    private static async Task<int> CountAsync(Bench bench, Func<IChannel, string, IAsyncBasicConsumer, TaskCompletionSource, BackgroundService> create)
    {
        await using var connection = await bench.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        await using var watcher = await connection.CreateChannelAsync();
        var queue = await watcher.EmptyQueueAsync();
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host =
            Stops.NewHost(services => services.AddSingleton<IHostedService>(_ => create(channel, queue, new AsyncEventingBasicConsumer(channel), begun)));
        await host.StartAsync();
        await begun.Task.Soon("the worker consumes");
        await host.TerminateAsync();
        return (int)(await watcher.QueueDeclarePassiveAsync(queue)).ConsumerCount;
    }
}
