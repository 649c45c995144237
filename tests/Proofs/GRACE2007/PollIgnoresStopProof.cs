using Amazon.Runtime;
using Amazon.SQS;
using GracefulAnalyzers.Proofs.Running;

namespace GracefulAnalyzers.Proofs.GRACE2007;

internal sealed class PollIgnoresStopProof : Proof
{
    // The client compares the sum with the body's.
    private const string Messages = """{"Messages":[{"MessageId":"1","ReceiptHandle":"1","MD5OfBody":"e58706c74d2bf10964d0196b85e4d485","Body":"cat.png"}]}""";

    private delegate BackgroundService Create(IAmazonSQS sqs, string queueUrl, Func<string, Task> draw);

    public override string Event => "the SQS client is in a long poll of a loopback queue when the host stops; a message arrives after that";

    public override string Harm => "messages taken by the service that had stopped";

    public override string Frameworks => "AmazonSQS";

    public override Task<int> WithDefectAsync(Bench bench) => CountAsync(static (sqs, url, draw) => new Violation.ThumbnailWorker(sqs, url, draw));

    public override Task<int> AfterFixAsync(Bench bench) => CountAsync(static (sqs, url, draw) => new Fix.ThumbnailWorker(sqs, url, draw));

    private static async Task<int> CountAsync(Create create)
    {
        var (polled, arrived, deleted) = (NewSignal(), NewSignal(), NewSignal());
        await using var queue = await Loopback.StartAsync(static _ => { }, app => app.MapPost("/{**path}", context =>
        {
            if (context.Request.Headers["X-Amz-Target"] == "AmazonSQS.DeleteMessage")
            {
                deleted.TrySetResult();
                return context.Response.WriteAsync("{}");
            }

            return polled.TrySetResult() ? LongPollAsync(context, arrived.Task) : LongPollAsync(context, Task.Delay(Timeout.Infinite, context.RequestAborted));
        }));
        using var sqs = new AmazonSQSClient(new BasicAWSCredentials("proof", "proof"),
            new AmazonSQSConfig { ServiceURL = queue.Address().ToString(), MaxErrorRetry = 0 });
        var taken = 0;
        BackgroundService? worker = null;
        using var host = Stops.NewHost(
            services => services.AddSingleton<IHostedService>(_ => worker = create(sqs, queue.Address() + "thumbnails", _ =>
            {
                taken++;
                return Task.CompletedTask;
            })),
            shutdownTimeout: TimeSpan.FromSeconds(2));
        await host.StartAsync();
        await polled.Task.Soon("the worker polls");
        await host.TerminateAsync();
        arrived.SetResult();

        // Either the service has ended with its stop, or it works on.
        await Task.WhenAny(worker!.ExecuteTask!, deleted.Task).Soon("the service ends or takes the message");
        Assert.False(worker.ExecuteTask!.IsFaulted, $"{worker.ExecuteTask.Exception}");
        return taken;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static async Task LongPollAsync(HttpContext context, Task arrived)
    {
        await arrived.WaitAsync(context.RequestAborted);
        context.Response.ContentType = "application/x-amz-json-1.0";
        await context.Response.WriteAsync(Messages);
    }
}
