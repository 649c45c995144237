using GracefulAnalyzers.Proofs.Running;
using RabbitMQ.Client;

namespace GracefulAnalyzers.Proofs.GRACE2004;

internal sealed class StopTokenCancelsSettleProof : Proof
{
    public override string Event => "RabbitMQ has delivered a message; the host stops, then the message's work is done and acknowledged";

    public override string Harm => "messages that the broker delivers again";

    public override string Frameworks => "RabbitMq7";

    public override bool NeedsBroker => true;

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(
        bench, static (connection, queue, work, handled) => new Violation.SummaryWorker(connection, queue, work.DoAsync, handled));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(
        bench, static (connection, queue, work, handled) => new Fix.SummaryWorker(connection, queue, work.DoAsync, handled));

    private static async Task<int> CountAsync(Bench bench, Func<IConnection, string, Work, TaskCompletionSource, BackgroundService> create)
    {
        var work = new Work();
        var handled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        string queue;
        await using (var connection = await bench.ConnectAsync())
        {
            queue = await connection.QueueOfOneAsync("summary");
            using var host = Stops.NewHost(services => services.AddSingleton<IHostedService>(_ => create(connection, queue, work, handled)));
            await host.StartAsync();
            await work.Begun.Soon("the message is delivered");
            await host.TerminateAsync();
            work.Finish();
            await handled.Task.Soon("the handler ends");
            await connection.CloseAsync();
        }

        await using var next = await bench.ConnectAsync();
        await using var channel = await next.CreateChannelAsync();
        return await channel.BasicGetAsync(queue, autoAck: true) is { Redelivered: true } ? 1 : 0;
    }
}
